import SuretyServer

await SuretyMain.run(Array(CommandLine.arguments.dropFirst()))

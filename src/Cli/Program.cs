using Glissade.Cli;

return CommandLine.Run(args, Terminal.OfProcess());

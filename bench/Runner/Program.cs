using System.CommandLine;
using Glissade;
using Glissade.Runner;
using Glissade.Runner.Accuracy;
using Glissade.Runner.Errors;
using Glissade.Runner.Hashing;
using Glissade.Runner.Inference;
using Glissade.Runner.Products;
using Glissade.Runner.Profile;
using Glissade.Runner.Race;
using Glissade.Runner.Reading;
using Glissade.Runner.Roofline;
using Glissade.Runner.Tiers;

RootCommand root = new("Runs the glissade command on whole tasks and writes what it measured as tables.");
root.Subcommands.Add(AccuracyCommand.Create());
root.Subcommands.Add(AblationsCommand.Create());
root.Subcommands.Add(RaceCommand.Create());
root.Subcommands.Add(HashingCommand.Create());
root.Subcommands.Add(InferenceCommand.Create());
root.Subcommands.Add(RooflineCommand.Create());
root.Subcommands.Add(ProfileCommand.Create());
root.Subcommands.Add(ProductsCommand.Create());
root.Subcommands.Add(TiersCommand.Create());
root.Subcommands.Add(ReadingCommand.Create());
root.Subcommands.Add(KernelErrorsCommand.Create());
try
{
    InvocationConfiguration configuration = new() { EnableDefaultExceptionHandler = false };
    return await root.Parse(args).InvokeAsync(configuration);
}
catch (Exception exception) when (exception is UsageException or DataFormatException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"runner: {exception.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("runner: stopped; nothing was written");
    return 1;
}

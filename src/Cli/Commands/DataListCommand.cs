using System.CommandLine;
using Glissade.Cli.Downloads;
using Glissade.Cli.Output;

namespace Glissade.Cli.Commands;

/// <summary>glissade data list: public data sets.</summary>
internal static class DataListCommand
{
    public static Command Create(Terminal terminal)
    {
        Command command = new("list", "Lists public data sets that \"glissade data fetch\" knows: name, shape, checksum and address.");
        command.SetAction(_ => Run(terminal.Output));
        return command;
    }

    private static int Run(TextWriter writer)
    {
        writer.WriteLine($"{"name",-16}{"features",11}{"labels",11}{"training",11}{"test",11}");
        foreach (PublicDataset set in Catalogue.All)
        {
            writer.WriteLine(
                $"{set.Name,-16}{Lines.Whole(set.Features),11}{Lines.Whole(set.Labels),11}{Lines.Whole(set.TrainingPoints),11}" +
                $"{Lines.Whole(set.TestPoints),11}");
            writer.WriteLine($"  {set.Url}");
            writer.WriteLine($"  SHA-256 {set.Sha256 ?? "not published"}");
        }
        writer.WriteLine();
        writer.WriteLine(Catalogue.Terms);
        writer.WriteLine(Catalogue.Page);
        return ExitCode.Ok;
    }
}

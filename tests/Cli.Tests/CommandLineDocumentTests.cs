using System.Text.RegularExpressions;

namespace Glissade.Cli.Tests;

public sealed partial class CommandLineDocumentTests
{
    [Fact]
    public void TheDocumentHoldsTheHelpOfEveryCommand()
    {
        string document = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "command-line.md")).ReplaceLineEndings("\n");
        MatchCollection sections = Section().Matches(document);
        Assert.True(sections.Count >= 7, $"found {sections.Count} commands in the document");
        foreach (Match section in sections)
        {
            string[] command = section.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string help = CommandRun.Of([.. command, "--help"]).Succeeded().Output;
            string usage = help[help.IndexOf("Usage:", StringComparison.Ordinal)..].TrimEnd();
            // Within a test the program has the test's name.
            Assert.Equal(section.Groups["help"].Value.TrimEnd(), Program().Replace(usage, "$1glissade", 1));
        }
    }

    [GeneratedRegex(@"## glissade(?<command>[^\n]*)\n[^`]*```\n(?<help>.*?)\n```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Section();

    [GeneratedRegex(@"(^Usage:\n  )\S+")]
    private static partial Regex Program();

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Glissade.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run outside of the repository");
    }
}

using System.CommandLine;
using System.Text.RegularExpressions;

namespace Glissade.Cli.Tests;

/// <summary>docs/command-line.md shows what <c>--help</c> says.</summary>
public sealed partial class CommandLineDocumentTests
{
    [Fact]
    public void EveryUsageInTheDocumentIsTheHelpText()
    {
        string document = File.ReadAllText(Path.Combine(Root(), "docs", "command-line.md"));
        MatchCollection sections = Section().Matches(document);
        Assert.True(sections.Count >= 6, $"{sections.Count} sections");
        foreach (Match section in sections)
        {
            string[] command = section.Groups["command"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            string help = CommandRun.Of([.. command, "--help"]).Succeeded().Output
                .Replace(RootCommand.ExecutableName, "glissade", StringComparison.Ordinal);
            Assert.Equal(help[help.IndexOf("Usage:", StringComparison.Ordinal)..].TrimEnd(), section.Groups["usage"].Value.TrimEnd());
        }
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Glissade.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the tests do not lie within the repository");
    }

    [GeneratedRegex("^## glissade(?<command>[^\n]*)\n[^`]*```\n(?<usage>.*?)\n```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Section();
}

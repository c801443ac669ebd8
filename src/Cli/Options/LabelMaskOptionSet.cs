using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>What is left out of the ranking: --mask-input-items and --filter-known.</summary>
/// <param name="filter">What --filter-known does in this command.</param>
internal sealed class LabelMaskOptionSet(string filter)
{
    private readonly Option<bool> inputItems = OptionFactory.Flag(
        "--mask-input-items", "never rank a point's own feature ids as labels, for data whose features and labels are the same items");

    private readonly Option<string?> known = OptionFactory.File("--filter-known", filter);

    public IEnumerable<Option> All => [inputItems, known];

    /// <summary>Whether anything is left out.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(inputItems) || parsed.GetValue(known) is not null;

    /// <summary>Checks the options before any file is read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">Inputs that are read besides, each once.</param>
    /// <exception cref="UsageException">The file is not there, or standard input is named for two things.</exception>
    public void Check(ParseResult parsed, params IEnumerable<string?> others)
    {
        if (parsed.GetValue(known) is not { } path)
            return;
        UserFiles.RequireInput(path);
        if (path == UserFiles.StandardStream && others.Contains(UserFiles.StandardStream))
            throw new UsageException($"standard input cannot be read for {known.Name} and for points too");
    }

    /// <summary>The mask; null if nothing is left out.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="reading">How files that fit the model are read.</param>
    /// <param name="loaded">A file that has been read, and its points.</param>
    public LabelMask? Read(ParseResult parsed, DataReadOptions reading, (string Path, Dataset Data)? loaded = null)
    {
        if (!IsGiven(parsed))
            return null;
        Dataset? queries = parsed.GetValue(known) is not { } path ? null
            : path == loaded?.Path ? loaded?.Data
            : UserFiles.Load(path, reading);
        return new LabelMask(parsed.GetValue(inputItems), queries);
    }
}

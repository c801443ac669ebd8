using System.CommandLine;

namespace Glissade.Cli.Options;

/// <summary>How labels are searched: --retrieval, --index and --candidates.</summary>
internal sealed class RetrievalOptionSet(string description)
{
    private static readonly Choices<RetrievalKind> Kinds = new(("exact", RetrievalKind.Exact), ("lsh", RetrievalKind.Lsh));

    private readonly Option<RetrievalKind?> retrieval = OptionFactory.Choice("--retrieval", Kinds, description);
    private readonly Option<IndexKind?> index = SharedOptions.Index("what finds labels with --retrieval lsh [default: codes]");
    private readonly Option<int?> candidates = OptionFactory.Number<int>(
        "--candidates", "N",
        "labels scored for a point with --retrieval lsh, from fast to exact: all of the model's make it exact " +
        $"[default: {HashedRetrieval.DefaultCandidates}]");

    private enum RetrievalKind
    {
        Exact,
        Lsh,
    }

    public IEnumerable<Option> All => [retrieval, index, candidates];

    /// <summary>Checks the options before any file is read.</summary>
    /// <exception cref="UsageException">
    /// The number of candidates is not positive, or it or an index is given to an exact search.
    /// </exception>
    public void Check(ParseResult parsed)
    {
        parsed.Positive(candidates, HashedRetrieval.DefaultCandidates);
        if (IsHashed(parsed))
            return;
        foreach (Option option in (Option[])[index, candidates])
        {
            if (parsed.GetResult(option) is not null)
                throw new UsageException($"{option.Name} means something with --retrieval lsh only");
        }
    }

    /// <summary>
    /// Reads a model for the search that is wanted: where it lies in its file, if every label is scored or its own codes are searched;
    /// otherwise into memory, over which an index can be built.
    /// </summary>
    /// <exception cref="UsageException">There is no such file, or the system refuses to open it.</exception>
    public ExtremeClassifier Open(ParseResult parsed, string path)
    {
        ExtremeClassifier opened = UserFiles.OpenModel(path);
        if (!IsHashed(parsed) || (opened.HasCodes && parsed.GetValue(index) is null or IndexKind.Codes))
            return opened;
        opened.Dispose();
        return UserFiles.LoadModel(path);
    }

    /// <summary>The index if one is wanted; null for an exact search. The points to be searched tell the queries' mean, unless
    /// the model has codes.</summary>
    public HashedRetrieval? Build(ParseResult parsed, ExtremeClassifier model, Dataset points, int threads) =>
        IsHashed(parsed)
            ? HashedRetrieval.Build(
                model, points, parsed.Positive(candidates, HashedRetrieval.DefaultCandidates), threads, parsed.GetValue(index))
            : null;

    /// <summary>Whether an index is wanted.</summary>
    private bool IsHashed(ParseResult parsed) => parsed.GetValue(retrieval) == RetrievalKind.Lsh;
}

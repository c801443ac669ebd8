using Glissade.Text;

namespace Glissade.Documents;

/// <summary>
/// Makes points of labelled texts: words become features, names become label ids. The calling thread cuts the file into texts and
/// numbers their labels, tasks find the words of batches of texts, and the calling thread takes the results in the order of the file.
/// </summary>
internal sealed class DocumentPoints : IDisposable
{
    /// <summary>More find words no faster than one thread finds texts, and each has a vocabulary of its own.</summary>
    private const int MostFinders = 8;

    private readonly string source;
    private readonly DataReadOptions options;
    private readonly LabelTable labels;
    private readonly BatchFiller filler;
    private readonly IChunkSink sink;
    private readonly IdlePool<FeatureCounter> counters = new(static () => new FeatureCounter());
    private readonly int threads;
    private long points;
    private long featureEntries;
    private long labelEntries;

    private DocumentPoints(IDocumentReader reader, string source, DataReadOptions options, int threads, IChunkSink sink)
    {
        this.source = source;
        this.options = options;
        this.threads = threads;
        this.sink = sink;
        labels = new LabelTable(options.LabelNames);
        filler = new BatchFiller(reader, source, labels, options.IgnoreLabels);
    }

    /// <summary>Reads all texts into memory.</summary>
    /// <param name="reader">The texts.</param>
    /// <param name="source">Their name for errors.</param>
    /// <param name="options">What features and labels to look for.</param>
    /// <param name="otherwise">What counts as a word if nothing says so.</param>
    /// <param name="threads">Batches worked on at the same time; with one, the calling thread does everything.</param>
    /// <exception cref="DataFormatException">
    /// A text is malformed, there is none, no word is frequent enough, or there are too many.
    /// </exception>
    internal static Dataset ReadDataset(IDocumentReader reader, string source, DataReadOptions options, TextTokens otherwise, int threads)
    {
        using DatasetAssembler assembler = new();
        using FoundRunsInMemory found = new();
        DocumentTotals totals = Read(reader, source, options, otherwise, threads, found, assembler);
        return assembler.Assemble(totals.Features.FeatureCount, totals.LabelCount, threads)
            .WithNames(totals.Features, totals.LabelNames, totals.UnknownLabels);
    }

    /// <summary>The same, piece by piece.</summary>
    /// <param name="reader">As above.</param>
    /// <param name="source">As above.</param>
    /// <param name="options">As above.</param>
    /// <param name="otherwise">As above.</param>
    /// <param name="threads">As above.</param>
    /// <param name="store">Keeps what was found in texts until all are read, if only then it is known what features are.</param>
    /// <param name="sink">What takes the points.</param>
    /// <returns>What was in the texts.</returns>
    internal static DocumentTotals Read(
        IDocumentReader reader, string source, DataReadOptions options, TextTokens otherwise, int threads, IFoundRunsStore store,
        IChunkSink sink)
    {
        TextFeatures? features = options.TextFeatures;
        TextTokens tokens = features?.Tokens ?? options.Text.Tokens ?? otherwise;
        if (features is null && options.Text.Buckets is int buckets)
            features = new TextFeatures(tokens, options.Text.WordNGrams, buckets);
        using DocumentPoints points = new(reader, source, options, Math.Min(threads, MostFinders), sink);
        if (features is null)
            features = points.ReadNew(tokens, store);
        else
            points.ReadKnown(features);
        return points.Totals(features);
    }

    /// <summary>Whether points read so will have names of labels.</summary>
    internal static bool HasLabelNames(DataReadOptions options) => !options.IgnoreLabels || options.LabelNames is not null;

    /// <summary>Whether points read so will have names of features.</summary>
    internal static bool HasFeatureNames(DataReadOptions options) =>
        options.TextFeatures is { } known ? known.Names is not null : options.Text.Buckets is null;

    public void Dispose() => labels.Dispose();

    private void ReadKnown(TextFeatures features)
    {
        IdlePool<RunFinder> finders = new(() => new RunFinder(features.NewBuffer(), features));
        ForEachBatch(batch => Count(finders.Use(finder => finder.Find(batch))), Take);
    }

    /// <summary>
    /// Which runs of words are features is known at the end only: until then, every text's runs are kept as numbers.
    /// </summary>
    private TextFeatures ReadNew(TextTokens kind, IFoundRunsStore store)
    {
        using VocabularyParts vocabulary = new();
        IdlePool<RunFinder> finders = new(() => new RunFinder(new TokenBuffer(kind, options.Text.WordNGrams), vocabulary.Begin()));
        long total = 0;
        ForEachBatch(
            batch => finders.Use(finder => finder.Find(batch)),
            found =>
            {
                store.Add(found);
                BatchFiller.CheckCount(source, total += found.RunCount);
            });
        string[] names = vocabulary.Choose(options.Text.MinimumCount, source, out Dictionary<IRunIds, int[]> newIds);
        using OrderedWork<FoundRuns, ParsedChunk> work = new(threads, found => Count(Renumber(found, newIds[found.By])), Take);
        foreach (FoundRuns found in store.TakeAll())
        {
            work.Start(found);
            // Waits if many are on their way; nobody fills one again.
            work.TakeIdle();
        }
        work.Drain();
        return new TextFeatures(kind, options.Text.WordNGrams, names);
    }

    private void ForEachBatch<TResult>(Func<DocumentBatch, TResult> find, Action<TResult> take)
    {
        using OrderedWork<DocumentBatch, TResult> work = new(threads, find, take);
        for (DocumentBatch batch = new(); filler.Fill(batch); batch = work.TakeIdle() ?? new DocumentBatch())
            work.Start(batch);
        work.Drain();
    }

    private static FoundRuns Renumber(FoundRuns found, int[] newIds)
    {
        foreach (ref int id in found.Ids.AsSpan())
            id = newIds[id];
        return found;
    }

    private ParsedChunk Count(FoundRuns found) => counters.Use(counter =>
    {
        int[] counts = new int[found.Ends.Length];
        counter.CountAll(found.Ids, found.Times, found.Ends, counts);
        return new ParsedChunk
        {
            FeatureCounts = ParsedChunk.CopyOf<int>(counts),
            FeatureIds = ParsedChunk.CopyOf(counter.Ids),
            FeatureValues = ParsedChunk.CopyOf(counter.Values),
            LabelCounts = ParsedChunk.CopyOf<int>(found.LabelCounts),
            LabelIds = ParsedChunk.CopyOf<int>(found.LabelIds),
        };
    });

    private void Take(ParsedChunk chunk)
    {
        points += chunk.PointCount;
        featureEntries += chunk.FeatureIds.Length;
        labelEntries += chunk.LabelIds.Length;
        sink.Add(chunk);
        BatchFiller.CheckCount(source, Math.Max(points, featureEntries));
    }

    private DocumentTotals Totals(TextFeatures features) => new()
    {
        Features = features,
        LabelNames = options.IgnoreLabels ? options.LabelNames : options.LabelNames ?? labels.Names(),
        LabelCount = labels.Count,
        UnknownLabels = labels.UnknownCount,
        Points = (int)points,
        FeatureEntries = (int)featureEntries,
        LabelEntries = (int)labelEntries,
    };
}

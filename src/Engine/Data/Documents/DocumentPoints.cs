using Glissade.Text;

namespace Glissade.Documents;

/// <summary>
/// Makes a data set of labelled texts: words become features, names become label ids. The calling thread cuts the file into texts and
/// numbers their labels, tasks find the words of batches of texts, and the calling thread takes the results in the order of the file.
/// </summary>
internal sealed class DocumentDataset : IDisposable
{
    /// <summary>More find words no faster than one thread finds texts, and each has a vocabulary of its own.</summary>
    private const int MostFinders = 8;

    private readonly string source;
    private readonly DataReadOptions options;
    private readonly LabelTable labels;
    private readonly BatchFiller filler;
    private readonly IdlePool<FeatureCounter> counters = new(static () => new FeatureCounter());
    private readonly int threads;

    private DocumentDataset(IDocumentReader reader, string source, DataReadOptions options, int threads)
    {
        this.source = source;
        this.options = options;
        this.threads = threads;
        labels = new LabelTable(options.LabelNames);
        filler = new BatchFiller(reader, source, labels, options.IgnoreLabels);
    }

    /// <summary>Reads all texts.</summary>
    /// <param name="reader">The texts.</param>
    /// <param name="source">Their name for errors.</param>
    /// <param name="options">What features and labels to look for.</param>
    /// <param name="otherwise">What counts as a word if nothing says so.</param>
    /// <param name="threads">Batches worked on at the same time; with one, the calling thread does everything.</param>
    /// <exception cref="DataFormatException">
    /// A text is malformed, there is none, no word is frequent enough, or there are too many.
    /// </exception>
    internal static Dataset Read(IDocumentReader reader, string source, DataReadOptions options, TextTokens otherwise, int threads)
    {
        TextFeatures? known = options.TextFeatures;
        TextTokens tokens = known?.Tokens ?? options.Text.Tokens ?? otherwise;
        if (known is null && options.Text.Buckets is int buckets)
            known = new TextFeatures(tokens, options.Text.WordNGrams, buckets);
        using DocumentDataset data = new(reader, source, options, Math.Min(threads, MostFinders));
        return known is null ? data.ReadNew(tokens) : data.ReadKnown(known);
    }

    public void Dispose() => labels.Dispose();

    private Dataset ReadKnown(TextFeatures features)
    {
        using DatasetAssembler assembler = new();
        IdlePool<RunFinder> finders = new(() => new RunFinder(features.NewBuffer(), features));
        long total = 0;
        ForEachBatch(
            batch => Count(finders.Use(finder => finder.Find(batch))),
            chunk =>
            {
                assembler.Add(chunk);
                BatchFiller.CheckCount(source, total += chunk.FeatureIds.Length);
            });
        return Assemble(assembler, features);
    }

    /// <summary>
    /// Which runs of words are features is known at the end only: until then, every run of every text is kept as a number.
    /// </summary>
    private Dataset ReadNew(TextTokens kind)
    {
        using VocabularyParts vocabulary = new();
        IdlePool<RunFinder> finders = new(() => new RunFinder(new TokenBuffer(kind, options.Text.WordNGrams), vocabulary.Begin()));
        List<FoundRuns> batches = [];
        long total = 0;
        ForEachBatch(
            batch => finders.Use(finder => finder.Find(batch)),
            found =>
            {
                batches.Add(found);
                BatchFiller.CheckCount(source, total += found.Ids.Length);
            });
        string[] names = vocabulary.Choose(options.Text.MinimumCount, source, out Dictionary<IRunIds, int[]> newIds);
        ParsedChunk[] chunks = new ParsedChunk[batches.Count];
        Parallel.For(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            FoundRuns found = batches[i];
            chunks[i] = Count(Renumber(found, newIds[found.By]));
            // Twice the memory is not wanted longer than it must be.
            batches[i] = null!;
        });
        using DatasetAssembler assembler = new();
        foreach (ParsedChunk chunk in chunks)
            assembler.Add(chunk);
        return Assemble(assembler, new TextFeatures(kind, options.Text.WordNGrams, names));
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
        counter.CountAll(found.Ids, found.Ends, counts);
        return new ParsedChunk
        {
            FeatureCounts = ParsedChunk.CopyOf<int>(counts),
            FeatureIds = ParsedChunk.CopyOf(counter.Ids),
            FeatureValues = ParsedChunk.CopyOf(counter.Values),
            LabelCounts = ParsedChunk.CopyOf<int>(found.LabelCounts),
            LabelIds = ParsedChunk.CopyOf<int>(found.LabelIds),
        };
    });

    private Dataset Assemble(DatasetAssembler assembler, TextFeatures features) =>
        assembler.Assemble(features.FeatureCount, labels.Count, threads).WithNames(
            features, options.IgnoreLabels ? options.LabelNames : options.LabelNames ?? labels.Names(), labels.UnknownCount);
}

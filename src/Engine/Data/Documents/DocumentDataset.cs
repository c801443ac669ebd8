using System.Runtime.InteropServices;

namespace Glissade.Documents;

/// <summary>Makes a data set of labelled texts: words become features, names become label ids.</summary>
internal sealed class DocumentDataset
{
    private readonly string source;
    private readonly LabelTable labels;
    private readonly TokenBuffer tokens;
    private readonly List<int> pointLabels = [];
    private readonly List<int> labelIds = [];
    private readonly List<long> labelOffsets = [0];

    private DocumentDataset(string source, DataReadOptions options, TextTokens tokens)
    {
        this.source = source;
        labels = new LabelTable(options.LabelNames);
        this.tokens = new TokenBuffer(tokens);
    }

    /// <summary>Reads all texts.</summary>
    /// <param name="reader">The texts.</param>
    /// <param name="source">Their name for errors.</param>
    /// <param name="options">What features and labels to look for.</param>
    /// <param name="otherwise">What counts as a word if nothing says so.</param>
    /// <exception cref="DataFormatException">
    /// A text is malformed, there is none, no word is frequent enough, or there are too many.
    /// </exception>
    internal static Dataset Read(IDocumentReader reader, string source, DataReadOptions options, TextTokens otherwise)
    {
        TextFeatures? known = options.TextFeatures;
        TextTokens tokens = known?.Tokens ?? options.Text.Tokens ?? otherwise;
        if (known is null && options.Text.Buckets is int buckets)
            known = new TextFeatures(tokens, options.Text.WordNGrams, buckets);
        DocumentDataset data = new(source, options, tokens);
        return known is null ? data.ReadNew(reader, tokens, options) : data.ReadKnown(reader, known, options);
    }

    private Dataset ReadKnown(IDocumentReader reader, TextFeatures features, DataReadOptions options)
    {
        List<int> found = [];
        FeatureCollector collector = new(source);
        ForEach(reader, options.IgnoreLabels, () =>
        {
            found.Clear();
            features.Find(tokens, found);
            collector.Add(found);
        });
        return Build(features, collector, options);
    }

    /// <summary>
    /// Which runs of words are features is known at the end only: until then, every run of every text is kept as a number.
    /// </summary>
    private Dataset ReadNew(IDocumentReader reader, TextTokens kind, DataReadOptions options)
    {
        VocabularyBuilder vocabulary = new(source, kind, options.Text.WordNGrams);
        List<int> found = [];
        List<int> ends = [];
        ForEach(reader, options.IgnoreLabels, () =>
        {
            vocabulary.Add(tokens, found);
            FeatureCollector.CheckCount(source, found.Count);
            ends.Add(found.Count);
        });
        TextFeatures features = vocabulary.Choose(options.Text.MinimumCount, out int[] newIds);
        FeatureCollector collector = new(source);
        List<int> point = [];
        ReadOnlySpan<int> all = CollectionsMarshal.AsSpan(found);
        int start = 0;
        foreach (int end in ends)
        {
            point.Clear();
            foreach (int provisional in all[start..end])
            {
                if (newIds[provisional] >= 0)
                    point.Add(newIds[provisional]);
            }
            collector.Add(point);
            start = end;
        }
        return Build(features, collector, options);
    }

    private void ForEach(IDocumentReader reader, bool ignoreLabels, Action addFeatures)
    {
        Document document = new();
        while (reader.Next(document))
        {
            tokens.Fill(document.Text);
            addFeatures();
            if (!ignoreLabels)
                AddLabels(document);
            labelOffsets.Add(labelIds.Count);
        }
        if (labelOffsets.Count == 1)
            throw new DataFormatException(source, 1, "the end of the file", "a labelled text");
    }

    private void AddLabels(Document document)
    {
        pointLabels.Clear();
        foreach (string name in document.Labels)
        {
            if (labels.Find(name, source, document.Line) is >= 0 and int id)
                pointLabels.Add(id);
        }
        pointLabels.Sort();
        for (int i = 0; i < pointLabels.Count; i++)
        {
            if (i == 0 || pointLabels[i] != pointLabels[i - 1])
                labelIds.Add(pointLabels[i]);
        }
        FeatureCollector.CheckCount(source, labelIds.Count);
    }

    private Dataset Build(TextFeatures features, FeatureCollector collector, DataReadOptions options) => new(
        features.FeatureCount, labels.Count, collector.Offsets, collector.Ids, collector.Values, labelOffsets.ToArray(), labelIds.ToArray())
    {
        TextFeatures = features,
        LabelNames = options.IgnoreLabels ? options.LabelNames : options.LabelNames ?? labels.Names(),
        UnknownLabelCount = labels.UnknownCount,
    };
}

namespace Glissade.Documents;

/// <summary>Puts texts into batches and numbers their labels, in the order of the file.</summary>
internal sealed class BatchFiller(IDocumentReader reader, string source, LabelTable labels, bool ignoreLabels)
{
    /// <summary>Somewhat fewer than an array can have, so that the check comes before the array.</summary>
    private const int MostEntries = 2_000_000_000;

    private readonly Document document = new();
    private readonly List<int> pointLabels = [];
    private long labelCount;
    private bool hasTexts;

    /// <summary>Fills a batch with the next texts; false if there are none.</summary>
    /// <exception cref="DataFormatException">A text or a label is malformed, or there are none at all.</exception>
    internal bool Fill(DocumentBatch batch)
    {
        batch.Clear();
        while (!batch.IsFull && reader.Next(document))
        {
            batch.Texts.Add(document.Text.Bytes);
            int before = batch.LabelIds.Count;
            if (!ignoreLabels)
                AddLabels(batch.LabelIds);
            batch.LabelCounts.Add(batch.LabelIds.Count - before);
        }
        hasTexts |= batch.Texts.Count > 0;
        return hasTexts ? batch.Texts.Count > 0 : throw new DataFormatException(source, 1, "the end of the file", "a labelled text");
    }

    /// <summary>Everything that is counted must fit one array of .NET.</summary>
    internal static void CheckCount(string source, long count)
    {
        if (count > MostEntries)
            throw new DataFormatException(
                $"{source}: found more texts, words or labels than {MostEntries}, the most that a data set of texts holds");
    }

    private void AddLabels(List<int> ids)
    {
        pointLabels.Clear();
        for (int i = 0; i < document.Labels.Count; i++)
        {
            if (labels.Find(document.Labels[i], source, document.Line) is >= 0 and int id)
                pointLabels.Add(id);
        }
        pointLabels.Sort();
        for (int i = 0; i < pointLabels.Count; i++)
        {
            if (i == 0 || pointLabels[i] != pointLabels[i - 1])
            {
                ids.Add(pointLabels[i]);
                labelCount++;
            }
        }
        CheckCount(source, labelCount);
    }
}

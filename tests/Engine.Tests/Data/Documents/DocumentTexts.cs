using System.Text;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

/// <summary>Reading small labelled texts.</summary>
internal static class DocumentTexts
{
    internal static Dataset Load(string text, DataFormat format, DataReadOptions? options = null) =>
        Dataset.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), "data", (options ?? Every) with { Format = format });

    /// <summary>Every word is a feature, however rare.</summary>
    internal static DataReadOptions Every { get; } = new() { Text = new TextFeatureOptions { MinimumCount = 1 } };

    /// <summary>Each point in words: its labels' names, and its features' names with their values.</summary>
    internal static string[] Describe(Dataset data)
    {
        string[] points = new string[data.Count];
        for (int point = 0; point < points.Length; point++)
        {
            SparseVector features = data.Features(point);
            List<string> words = [];
            for (int i = 0; i < features.Count; i++)
                words.Add($"{data.TextFeatures?.Names?[features.Ids[i]] ?? $"{features.Ids[i]}"}*{features.Values[i]}");
            string[] labels = [.. data.Labels(point).ToArray().Select(id => data.LabelNames?[id] ?? $"{id}")];
            points[point] = $"{string.Join('|', labels)} <- {string.Join('|', words.Order(StringComparer.Ordinal))}";
        }
        return points;
    }

    /// <summary>All texts with their labels.</summary>
    internal static List<(string Text, string[] Labels)> ReadAll(byte[] bytes, DataFormat format, DataReadOptions? options = null)
    {
        IDocumentReader reader = DatasetReader.OpenDocuments(new MemoryStream(bytes), "data", format, options ?? new DataReadOptions());
        List<(string Text, string[] Labels)> all = [];
        for (Document document = new(); reader.Next(document);)
            all.Add((document.Text.ToString(), document.Labels.Strings()));
        return all;
    }

    /// <summary>A text with labels, as a reader would leave it.</summary>
    internal static Document Document(string text, IEnumerable<string> labels, long line = 1)
    {
        Document document = new() { Line = line };
        document.Text.Append(Encoding.UTF8.GetBytes(text));
        foreach (string label in labels)
            document.Labels.Add(Encoding.UTF8.GetBytes(label));
        return document;
    }
}

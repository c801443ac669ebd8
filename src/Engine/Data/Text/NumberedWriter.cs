namespace Glissade.Text;

/// <summary>Writes text of numbered features and labels.</summary>
internal static class NumberedWriter
{
    internal static void Write(Dataset data, Stream stream, TextDialect dialect)
    {
        TextLineWriter text = new(stream);
        if (dialect.HasHeader)
            WriteHeader(text, data.Count, data.FeatureCount, data.LabelCount);
        for (int point = 0; point < data.Count; point++)
        {
            ReadOnlySpan<int> labels = data.Labels(point);
            WriteLabels(text, labels);
            SparseVector features = data.Features(point);
            for (int i = 0; i < features.Count; i++)
            {
                text.Write(' ');
                text.Write(features.Ids[i] + dialect.FirstFeature);
                text.Write(':');
                text.Write(features.Values[i]);
            }
            // An empty line would not be a point.
            if (labels.IsEmpty && features.Count == 0)
                text.Write(' ');
            text.Write('\n');
        }
        text.Flush();
    }

    internal static void WriteHeader(TextLineWriter text, int points, int features, int labels)
    {
        text.Write(points);
        text.Write(' ');
        text.Write(features);
        text.Write(' ');
        text.Write(labels);
        text.Write('\n');
    }

    internal static void WriteLabels(TextLineWriter text, ReadOnlySpan<int> labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if (i > 0)
                text.Write(',');
            text.Write(labels[i]);
        }
    }
}

namespace Glissade.Cli.Commands;

/// <summary>A part of a data set.</summary>
internal static class Subset
{
    /// <summary>The first <paramref name="count"/> points.</summary>
    public static Dataset First(Dataset data, int count)
    {
        if (data.Count <= count)
            return data;
        DatasetBuilder builder = new();
        for (int point = 0; point < count; point++)
        {
            SparseVector features = data.Features(point);
            builder.Add(features.Ids, features.Values, data.Labels(point));
        }
        return builder.Build(data.FeatureCount, data.LabelCount);
    }
}

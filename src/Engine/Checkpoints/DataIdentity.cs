using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Glissade;

/// <summary>What tells one data set from another: its sizes and a checksum of all it holds.</summary>
/// <param name="Points">Number of points.</param>
/// <param name="Features">Size of the feature space.</param>
/// <param name="Labels">Size of the label space.</param>
/// <param name="FeatureEntries">Stored feature values.</param>
/// <param name="LabelEntries">Labels over all points.</param>
/// <param name="Checksum">XXH3 over all points in order: number and ids of labels, number, ids and values of features.</param>
/// <param name="Base">Checksum of the weights of the model that is trained on; null for a new model.</param>
internal sealed record DataIdentity(
    int Points, int Features, int Labels, long FeatureEntries, long LabelEntries, string Checksum, string? Base = null)
{
    public static DataIdentity Of(Dataset data)
    {
        XxHash3 hash = new();
        for (int point = 0; point < data.Count; point++)
        {
            SparseVector features = data.Features(point);
            ReadOnlySpan<int> labels = data.Labels(point);
            ReadOnlySpan<int> counts = [labels.Length, features.Count];
            hash.Append(MemoryMarshal.AsBytes(counts));
            hash.Append(MemoryMarshal.AsBytes(labels));
            hash.Append(MemoryMarshal.AsBytes(features.Ids));
            hash.Append(MemoryMarshal.AsBytes(features.Values));
        }
        return new DataIdentity(
            data.Count, data.FeatureCount, data.LabelCount, data.FeatureEntryCount, data.LabelEntryCount,
            SafetensorsChecksums.Format(hash.GetCurrentHashAsUInt64()));
    }

    /// <summary>In words, how <paramref name="other"/> differs; null if it does not.</summary>
    public string? DifferenceTo(DataIdentity other)
    {
        (string Name, object? Mine, object? Theirs)[] parts =
        [
            ("points", Points, other.Points),
            ("features", Features, other.Features),
            ("labels", Labels, other.Labels),
            ("feature values", FeatureEntries, other.FeatureEntries),
            ("labels over all points", LabelEntries, other.LabelEntries),
            ("content of checksum", Checksum, other.Checksum),
            ("the model trained on, of checksum", Base ?? "none", other.Base ?? "none"),
        ];
        return this == other
            ? null
            : string.Join(", ", from part in parts where !Equals(part.Mine, part.Theirs) select $"{part.Name} {part.Mine} against {part.Theirs}");
    }
}

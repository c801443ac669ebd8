using System.IO.Compression;
using System.Text;
using Glissade.Text;

namespace Glissade.Engine.Tests.Data;

/// <summary>Reading and comparing small texts.</summary>
internal static class Texts
{
    internal const string Name = "sample.txt";

    internal static Dataset Load(string text, DatasetLimits? limits = null) => Load(Encoding.Latin1.GetBytes(text), limits);

    internal static Dataset Load(byte[] bytes, DatasetLimits? limits = null) =>
        Dataset.Load(new MemoryStream(bytes), Name, new DataReadOptions { Limits = limits });

    internal static Dataset LoadInChunks(string text, int chunkBytes, int threads) =>
        NumberedReader.Read(
            new MemoryStream(Encoding.Latin1.GetBytes(text)), Name, TextDialect.ExtremeClassification, null, chunkBytes, threads);

    internal static byte[] Gzip(string text)
    {
        MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(Encoding.Latin1.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>All of a data set in words, to compare by.</summary>
    internal static string Describe(Dataset data)
    {
        StringBuilder text = new($"{data.Count} points of {data.FeatureCount} features and {data.LabelCount} labels");
        for (int point = 0; point < data.Count; point++)
        {
            text.Append('\n').AppendJoin(',', data.Labels(point).ToArray());
            SparseVector features = data.Features(point);
            for (int i = 0; i < features.Count; i++)
                text.Append(' ').Append(features.Ids[i]).Append(':').Append(BitConverter.SingleToInt32Bits(features.Values[i]));
        }
        return text.ToString();
    }
}

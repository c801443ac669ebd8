using System.Globalization;
using System.IO.Compression;
using System.Text;
using Glissade.Text;
using ZstdSharp;

namespace Glissade.Runner.Reading;

/// <summary>The same points in every format, in memory: what is measured is reading, not the disk.</summary>
internal static class ReadingCases
{
    /// <summary>Of <paramref name="data"/>; the cache, which is mapped from a file, goes to <paramref name="folder"/>.</summary>
    public static IReadOnlyList<ReadingCase> Of(Dataset data, string folder)
    {
        byte[] numbers = Bytes(data.WriteTo);
        byte[] counts = Bytes(stream => WithOnes(data).WriteTo(stream));
        byte[] svmLight = Bytes(stream => NumberedWriter.Write(data, stream, TextDialect.SvmLight(firstFeature: 1)));
        string cache = Path.Combine(folder, "data.gcache");
        data.Save(cache, DataFormat.Cache);
        return
        [
            Numbered("Extreme Classification, values of several digits", numbers, numbers, TextDialect.ExtremeClassification),
            Numbered("Extreme Classification, values 1", counts, counts, TextDialect.ExtremeClassification),
            Numbered("svmlight, values of several digits", svmLight, svmLight, TextDialect.SvmLight(firstFeature: 1)),
            Numbered("Extreme Classification, gzip", numbers, GZip(numbers), TextDialect.ExtremeClassification),
            Numbered("Extreme Classification, zstd", numbers, Zstd(numbers), TextDialect.ExtremeClassification),
            Texts("fastText", "x.ft", Bytes(stream => WriteTexts(data, stream, "__label__", " __label__", " ", "\n"))),
            Texts("CSV", "x.csv", Bytes(stream =>
            {
                stream.Write("labels,text\n"u8);
                WriteTexts(data, stream, "\"", ",", "\",", "\n");
            })),
            Texts("JSON lines", "x.jsonl", Bytes(stream =>
                WriteTexts(data, stream, "{\"labels\":\"", ",", "\",\"text\":\"", "\"}\n"))),
            new ReadingCase("cache, checked and mapped", new FileInfo(cache).Length / 1e6, _ => Dataset.Load(cache), UsesThreads: false),
        ];
    }

    private static ReadingCase Numbered(string name, byte[] text, byte[] packed, TextDialect dialect) => new(
        name, text.Length / 1e6,
        threads =>
        {
            using Stream stream = TextSource.Unpack(new MemoryStream(packed));
            return NumberedReader.Read(stream, name, dialect, null, LineChunkReader.DefaultChunkBytes, threads);
        },
        UsesThreads: true);

    private static ReadingCase Texts(string name, string source, byte[] text) =>
        new(name, text.Length / 1e6,
            threads => DatasetReader.Read(new MemoryStream(text), source, new DataReadOptions(), threads), UsesThreads: true);

    private static Dataset WithOnes(Dataset data) => data.WithFeatureValues([.. Enumerable.Repeat(1f, (int)data.FeatureEntryCount)]);

    /// <summary>A word for each feature.</summary>
    private static void WriteTexts(
        Dataset data, Stream stream, string beforeLabels, string betweenLabels, string afterLabels, string end)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true);
        for (int point = 0; point < data.Count; point++)
        {
            writer.Write(beforeLabels);
            string before = "label";
            foreach (int id in data.Labels(point))
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{before}{id}"));
                before = betweenLabels + "label";
            }
            writer.Write(afterLabels);
            foreach (int id in data.Features(point).Ids)
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"word{id} "));
            writer.Write(end);
        }
    }

    private static byte[] GZip(byte[] text) => Bytes(stream =>
    {
        using GZipStream packed = new(stream, CompressionLevel.Optimal, leaveOpen: true);
        packed.Write(text);
    });

    private static byte[] Zstd(byte[] text)
    {
        using Compressor compressor = new();
        return compressor.Wrap(text).ToArray();
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }
}

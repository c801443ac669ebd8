using Glissade.Cache;
using Glissade.Text;

namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>
    /// Writes numbered features as text, gzip if the name ends in ".gz", zstd if it ends in ".zst", or as a cache. Replaces a file of that
    /// name.
    /// </summary>
    /// <remarks>
    /// The file appears whole or not at all. <see cref="Load(string, DataReadOptions?)"/> reads back the same data set, except that values
    /// of zero, if there are any, are written and not read, and that svmlight text does not tell the sizes of the spaces. Names of labels
    /// and features are kept by a cache only.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="format">Extreme Classification text, with a header; svmlight text, with features counted from 1; or a cache.</param>
    /// <exception cref="ArgumentException">It is another format, one of texts, or a cache is to be compressed.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there before still is.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path, DataFormat format = DataFormat.ExtremeClassification)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (format == DataFormat.Cache)
        {
            WriteCache(path, file => CacheWriter.Write(this, file));
            return;
        }
        TextDialect dialect = format switch
        {
            DataFormat.ExtremeClassification => TextDialect.ExtremeClassification,
            DataFormat.SvmLight => TextDialect.SvmLight(firstFeature: 1),
            _ => throw new ArgumentException($"numbered features cannot be written as {format}, which holds texts", nameof(format)),
        };
        PackedOutput.WriteFile(path, stream => NumberedWriter.Write(this, stream, dialect));
    }

    /// <summary>Lets <paramref name="write"/> write a cache, whole or not at all.</summary>
    /// <exception cref="ArgumentException">The name is that of a compressed file.</exception>
    internal static void WriteCache(string path, Action<FileStream> write)
    {
        if (PackedOutput.Extensions.Any(packed => path.EndsWith(packed, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"{path}: a cache is mapped into memory and cannot be compressed", nameof(path));
        AtomicFile.Write(path, write);
    }

    /// <summary>Writes the Extreme Classification text format with a header, uncompressed. The stream is left open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NumberedWriter.Write(this, stream, TextDialect.ExtremeClassification);
    }
}

using Glissade.Text;

namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>
    /// Writes a text format of numbered features: gzip if the name ends in ".gz", zstd if it ends in ".zst". Replaces a file of that name.
    /// </summary>
    /// <remarks>
    /// The file appears whole or not at all. <see cref="Load(string, DataReadOptions?)"/> reads back the same data set, except that values
    /// of zero, if there are any, are written and not read, and that svmlight text does not tell the sizes of the spaces. Names of labels and
    /// features are not written.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="format">Extreme Classification text, with a header, or svmlight text, with features counted from 1.</param>
    /// <exception cref="ArgumentException">It is another format, one of texts.</exception>
    /// <exception cref="IOException">The file cannot be written; a file that was there before still is.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path, DataFormat format = DataFormat.ExtremeClassification)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TextDialect dialect = format switch
        {
            DataFormat.ExtremeClassification => TextDialect.ExtremeClassification,
            DataFormat.SvmLight => TextDialect.SvmLight(firstFeature: 1),
            _ => throw new ArgumentException($"numbered features cannot be written as {format}, which holds texts", nameof(format)),
        };
        PackedOutput.WriteFile(path, stream => NumberedWriter.Write(this, stream, dialect));
    }

    /// <summary>Writes the Extreme Classification text format with a header, uncompressed. The stream is left open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        NumberedWriter.Write(this, stream, TextDialect.ExtremeClassification);
    }
}

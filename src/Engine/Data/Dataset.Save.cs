using System.IO.Compression;
using Glissade.Text;

namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>
    /// Writes the Extreme Classification text format with a header: gzip if the name ends in ".gz". Replaces a file of that name.
    /// </summary>
    /// <remarks>
    /// The file appears whole or not at all. <see cref="Load(string, DatasetLimits?)"/> reads back the same data set, except that values
    /// of zero, if there are any, are written and not read.
    /// </remarks>
    /// <exception cref="IOException">The file cannot be written; a file that was there before still is.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            AtomicFile.Write(path, WriteTo);
            return;
        }
        AtomicFile.Write(path, file =>
        {
            using GZipStream packed = new(file, CompressionLevel.Optimal, leaveOpen: true);
            WriteTo(packed);
        });
    }

    /// <summary>Writes the Extreme Classification text format with a header, uncompressed. The stream is left open.</summary>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ExtremeClassificationWriter.Write(this, stream);
    }
}

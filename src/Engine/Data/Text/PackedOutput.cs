using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Glissade.Text;

/// <summary>Writes files that are compressed as their name says: gzip for ".gz", zstd for ".zst", plain otherwise.</summary>
internal static class PackedOutput
{
    /// <summary>The extensions, which come after that of the format.</summary>
    internal static readonly string[] Extensions = [".gz", ".zst"];

    /// <summary>Replaces the file, whole or not at all.</summary>
    internal static void WriteFile(string path, Action<Stream> write) => AtomicFile.Write(path, file =>
    {
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            using GZipStream packed = new(file, CompressionLevel.Optimal, leaveOpen: true);
            write(packed);
        }
        else if (path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
        {
            using CompressionStream packed = new(file, leaveOpen: true);
            packed.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
            write(packed);
        }
        else
        {
            write(file);
        }
    });
}

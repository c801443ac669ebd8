using System.Globalization;
using System.IO.Compression;

namespace Glissade.Runner.Data;

/// <summary>The beginning of a file of points, for what would take too long on the whole.</summary>
internal static class FirstPoints
{
    /// <summary>
    /// Writes the first <paramref name="count"/> points of a file with a header, plain or named .gz, to a plain one whose header tells of
    /// as many points and of the same features and labels.
    /// </summary>
    /// <exception cref="DataFormatException">The file has no header, or fewer points.</exception>
    public static void Write(string sourcePath, int count, string targetPath)
    {
        using Stream file = File.OpenRead(sourcePath);
        using Stream plain = sourcePath.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using StreamReader source = new(plain);
        string[] header = source.ReadLine()?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (header.Length != 3)
            throw new DataFormatException($"{sourcePath}: expected a header of three numbers");
        using StreamWriter target = new(targetPath);
        target.Write(string.Create(CultureInfo.InvariantCulture, $"{count} {header[1]} {header[2]}\n"));
        for (int point = 0; point < count; point++)
        {
            string line = source.ReadLine()
                ?? throw new DataFormatException($"{sourcePath}: expected at least {count} points, found {point}");
            target.Write(line);
            target.Write('\n');
        }
    }
}

using Glissade.Text;

namespace Glissade;

public sealed partial class Dataset
{
    /// <summary>Reads a file in the Extreme Classification repository's text format, plain or gzip, on all cores.</summary>
    /// <remarks>
    /// <para>
    /// An optional first line <c>points features labels</c> gives the sizes; each further line is a point: <c>l1,l2 f:v f:v ...</c>.
    /// A line that begins with a space, or whose first token holds a colon, has no labels; a line may have labels only, and a single
    /// space is a point with neither. Ids count from 0. With a header every id must be below its sizes and the number of points must be
    /// the header's; without one the sizes are the highest id plus one.
    /// </para>
    /// <para>
    /// Features in any order are sorted; values of a feature that a line repeats are summed; a repeated label counts once; values
    /// that are zero, also as a sum or because they are too small for a float, are dropped. Empty lines may end the file and may
    /// stand nowhere else. Tabs count as spaces; lines may end in CR LF; a UTF-8 byte order mark is skipped.
    /// Gzip is recognised by its first two bytes, whatever the name.
    /// </para>
    /// <para>Of several malformed lines the first is reported. The result does not depend on the number of cores.</para>
    /// </remarks>
    /// <param name="path">The file; "-" is standard input.</param>
    /// <param name="limits">
    /// The spaces of a model that the data is meant for: ids must be within them and they become the sizes of the data set. A header may
    /// state smaller sizes, which its ids must keep to, but not larger ones.
    /// </param>
    /// <exception cref="DataFormatException">
    /// A line is malformed, an id lies outside its space, the header does not fit the lines or the limits, the file is empty, or its
    /// gzip data is damaged or cut short.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read, or is a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static Dataset Load(string path, DatasetLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using Stream stream = TextSource.Open(path);
        return Load(stream, TextSource.NameOf(path), limits);
    }

    /// <summary>Reads a stream to its end, as <see cref="Load(string, DatasetLimits?)"/> does a file. The stream is left open.</summary>
    /// <param name="stream">Text or gzip data; it need not be seekable.</param>
    /// <param name="sourceName">What error messages call the stream.</param>
    /// <param name="limits">The spaces of a model that the data is meant for.</param>
    /// <exception cref="DataFormatException">As for a file.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static Dataset Load(Stream stream, string sourceName, DatasetLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sourceName);
        return ExtremeClassificationReader.Read(stream, sourceName, limits, LineChunkReader.DefaultChunkBytes, Environment.ProcessorCount);
    }
}

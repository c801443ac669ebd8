namespace Glissade.Text;

/// <summary>Counts what the chunks of a file hold, in order, and finds what is wrong with the file.</summary>
internal sealed class ChunkTotals(string source, TextDialect dialect, DatasetHeader? header, DatasetLimits? limits)
{
    private long emptyLine;
    private int highestFeature = -1;
    private int highestLabel = -1;

    /// <summary>Lines of the file so far.</summary>
    internal long Lines { get; private set; } = header is null ? 0 : 1;

    /// <summary>Points so far.</summary>
    internal long Points { get; private set; }

    /// <summary>Stored features of all points so far.</summary>
    internal long FeatureEntries { get; private set; }

    /// <summary>Labels over all points so far.</summary>
    internal long LabelEntries { get; private set; }

    /// <summary>Size of the feature space, when all is read.</summary>
    internal int Features => limits?.FeatureCount ?? header?.Features ?? highestFeature + 1;

    /// <summary>Size of the label space, when all is read.</summary>
    internal int Labels => limits?.LabelCount ?? header?.Labels ?? highestLabel + 1;

    /// <summary>Counts the next chunk.</summary>
    /// <exception cref="DataFormatException">The chunk has a malformed line, or shows that one before it was.</exception>
    internal void Add(ParsedChunk chunk)
    {
        if (emptyLine > 0 && (chunk.PointCount > 0 || chunk.Failure is not null))
            throw new DataFormatException(source, emptyLine, ChunkParser.EmptyLineFound, ChunkParser.EmptyLineExpected);
        if (chunk.Failure is { } failure)
            throw new DataFormatException(source, Lines + failure.Line, failure.Found, failure.Expected);
        if (emptyLine == 0 && chunk.FirstTrailingEmptyLine > 0)
            emptyLine = Lines + chunk.FirstTrailingEmptyLine;
        Lines += chunk.LineCount;
        Points += chunk.PointCount;
        FeatureEntries += chunk.FeatureIds.Length;
        LabelEntries += chunk.LabelIds.Length;
        highestFeature = Math.Max(highestFeature, chunk.HighestFeature);
        highestLabel = Math.Max(highestLabel, chunk.HighestLabel);
        // Each array must be one that .NET can hold; the offsets have one element more than there are points.
        if (Math.Max(Points + 1, Math.Max(FeatureEntries, LabelEntries)) > Array.MaxLength)
        {
            throw new DataFormatException(
                $"{source}: found more points, features or labels than {Array.MaxLength}, the most that a data set holds");
        }
    }

    /// <summary>Looks at the whole.</summary>
    /// <exception cref="DataFormatException">There is no point and no header, or the header states another number of points.</exception>
    internal void CheckEnd()
    {
        if (header is null && Points == 0)
            throw new DataFormatException(source, 1, "the end of the file", dialect.FileExpected);
        if (header is not null && header.Points != Points)
            throw new DataFormatException(source, 1, $"a header of {header.Points} points", $"{Points}, the number of points in the file");
    }
}

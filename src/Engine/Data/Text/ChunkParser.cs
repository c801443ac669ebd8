namespace Glissade.Text;

/// <summary>Parses chunks of whole lines into points, one chunk at a time; it keeps its scratch arrays from one to the next.</summary>
internal sealed class ChunkParser(TextDialect dialect, IdSpace features, IdSpace labels)
{
    internal const string EmptyLineFound = "an empty line";
    internal const string EmptyLineExpected = "a point (empty lines may only end the file)";
    private const string LabelsExpected = "label ids separated by single commas";
    private const string FeatureExpected = "feature:value";
    private const string ValueExpected = "a finite number after the colon";
    private const string QueryExpected = "qid: and a whole number";
    private const string SumExpected = "values of a repeated feature whose sum is finite";

    // Shortest texts: "1:1 " for a feature, "1," for a label, " \n" for a point.
    private const int FeatureBytes = 4;
    private const int LabelBytes = 2;
    private const int PointBytes = 2;

    private int[] featureCounts = [];
    private int[] featureIds = [];
    private float[] featureValues = [];
    private int[] labelCounts = [];
    private int[] labelIds = [];
    private long[] sortKeys = [];
    private float[] unsortedValues = [];
    private int pointCount;
    private int featureCount;
    private int labelCount;
    private int unsortedCount;
    private bool pointIsUnsorted;
    private int highestFeature;
    private int highestLabel;
    private long line;
    private LineFailure? failure;

    /// <summary>Parses up to the first malformed line.</summary>
    /// <param name="lines">Whole lines, the last one too ended by a line feed; comments are overwritten.</param>
    internal ParsedChunk Parse(Span<byte> lines)
    {
        if (dialect.HasComments)
            TextDialect.BlankComments(lines);
        ReadOnlySpan<byte> text = lines;
        Prepare(text.Length);
        long emptyLine = 0;
        for (int at = 0; at < text.Length && failure is null;)
        {
            line++;
            int next = EndOfEmptyLine(text, at);
            if (next > at)
            {
                emptyLine = emptyLine > 0 || dialect.HasComments ? emptyLine : line;
                at = next;
            }
            else if (emptyLine > 0)
            {
                failure = new LineFailure(emptyLine, EmptyLineFound, EmptyLineExpected);
            }
            else
            {
                at = ParsePoint(text, at);
            }
        }
        return new ParsedChunk
        {
            FeatureCounts = ParsedChunk.CopyOf<int>(featureCounts.AsSpan(0, pointCount)),
            FeatureIds = ParsedChunk.CopyOf<int>(featureIds.AsSpan(0, featureCount)),
            FeatureValues = ParsedChunk.CopyOf<float>(featureValues.AsSpan(0, featureCount)),
            LabelCounts = ParsedChunk.CopyOf<int>(labelCounts.AsSpan(0, pointCount)),
            LabelIds = ParsedChunk.CopyOf<int>(labelIds.AsSpan(0, labelCount)),
            LineCount = line,
            UnsortedCount = unsortedCount,
            HighestFeature = highestFeature,
            HighestLabel = highestLabel,
            FirstTrailingEmptyLine = emptyLine,
            Failure = failure,
        };
    }

    /// <summary>Makes room for the most that a text of this length can hold, so that parsing need not look for room.</summary>
    private void Prepare(int length)
    {
        pointCount = featureCount = labelCount = unsortedCount = 0;
        highestFeature = highestLabel = -1;
        line = 0;
        failure = null;
        if (featureIds.Length > length / FeatureBytes)
            return;
        featureIds = new int[(length / FeatureBytes) + 1];
        featureValues = new float[featureIds.Length];
        labelIds = new int[(length / LabelBytes) + 1];
        featureCounts = new int[(length / PointBytes) + 1];
        labelCounts = new int[featureCounts.Length];
    }

    /// <summary>Where the next line begins, or <paramref name="at"/> if this one is not empty.</summary>
    private int EndOfEmptyLine(ReadOnlySpan<byte> text, int at)
    {
        if (text[at] == '\n')
            return at + 1;
        // Blanked comments have left no other.
        if (text[at] == '#' && dialect.HasComments)
            return at + text[at..].IndexOf((byte)'\n') + 1;
        return text[at] == '\r' && text[at + 1] == '\n' ? at + 2 : at;
    }

    /// <summary>Parses the line at <paramref name="at"/> and returns where the next begins; meaningless after a failure.</summary>
    private int ParsePoint(ReadOnlySpan<byte> text, int at)
    {
        int firstLabel = labelCount;
        int firstFeature = featureCount;
        pointIsUnsorted = false;
        at = ParseLabels(text, at);
        if (failure is null && dialect.HasComments)
            at = SkipQuery(text, at);
        if (failure is null)
            at = ParseFeatures(text, at);
        labelCounts[pointCount] = labelCount - firstLabel;
        featureCounts[pointCount] = featureCount - firstFeature;
        if (failure is null)
            pointCount++;
        if (pointIsUnsorted)
            unsortedCount++;
        return at;
    }

    /// <summary>Parses the labels, if the line has any, and returns where they end.</summary>
    private int ParseLabels(ReadOnlySpan<byte> text, int at)
    {
        if (DecimalParser.EndsToken(text, at) || (dialect.HasComments && text[at] == 'q'))
            return at;
        int token = at;
        int first = labelCount;
        int previous = -1;
        bool ascending = true;
        while (true)
        {
            int end = DecimalParser.ReadId(text, at, out int id);
            if (text[end] == ':' && at == token)
                return token;
            if (end == at || (text[end] != ',' && !DecimalParser.EndsToken(text, end)))
                return Fail(text, token, LabelsExpected);
            if (id >= labels.Size)
                return Fail(text, token, labels.Reason);
            ascending &= id > previous;
            highestLabel = Math.Max(highestLabel, id);
            labelIds[labelCount++] = previous = id;
            at = end;
            if (text[end] != ',')
                break;
            at++;
        }
        if (!ascending)
            SortLabels(first);
        return at;
    }

    /// <summary>Where a "qid:N", which groups points for ranking and says nothing here, ends if the line has one.</summary>
    private int SkipQuery(ReadOnlySpan<byte> text, int at)
    {
        int token = at;
        while (text[token] is (byte)' ' or (byte)'\t')
            token++;
        if (!text[token..].StartsWith("qid:"u8))
            return at;
        int digits = token + "qid:"u8.Length;
        int end = DecimalParser.ReadId(text, digits, out _);
        return end > digits && DecimalParser.EndsToken(text, end) ? end : Fail(text, token, QueryExpected);
    }

    /// <summary>Parses the features up to the end of the line and returns where the next line begins.</summary>
    private int ParseFeatures(ReadOnlySpan<byte> text, int at)
    {
        int first = featureCount;
        int count = first;
        int highest = highestFeature;
        int firstFeature = dialect.FirstFeature;
        int previous = -1;
        bool ascending = true;
        while (true)
        {
            while (text[at] is (byte)' ' or (byte)'\t')
                at++;
            int next = EndOfEmptyLine(text, at);
            if (next > at)
            {
                at = next;
                break;
            }
            int token = at;
            at = DecimalParser.ReadId(text, at, out int id);
            if (at == token || text[at] != ':')
                return Fail(text, token, FeatureExpected);
            // Larger ids are read as the largest, which stays out of every space.
            int own = id - firstFeature;
            if ((uint)own >= (uint)features.Size || id == int.MaxValue)
                return Fail(text, token, features.Reason);
            id = own;
            at = DecimalParser.ReadSingle(text, at + 1, out float value);
            if (at < 0)
                return Fail(text, token, ValueExpected);
            ascending &= id > previous;
            previous = id;
            highest = Math.Max(highest, id);
            featureIds[count] = id;
            featureValues[count] = value;
            // A zero is overwritten by what follows.
            count += value == 0 ? 0 : 1;
        }
        featureCount = count;
        highestFeature = highest;
        if (!ascending)
            SortFeatures(first);
        return at;
    }

    /// <summary>Sorts the labels from <paramref name="first"/> on and drops repetitions.</summary>
    private void SortLabels(int first)
    {
        pointIsUnsorted = true;
        Span<int> ids = labelIds.AsSpan(first, labelCount - first);
        ids.Sort();
        int kept = 1;
        for (int i = 1; i < ids.Length; i++)
        {
            if (ids[i] != ids[kept - 1])
                ids[kept++] = ids[i];
        }
        labelCount = first + kept;
    }

    /// <summary>
    /// Sorts the features from <paramref name="first"/> on, adds up the values of repeated ones in the order of the line, and drops
    /// zeros.
    /// </summary>
    private void SortFeatures(int first)
    {
        pointIsUnsorted = true;
        int count = featureCount - first;
        if (sortKeys.Length < count)
        {
            sortKeys = new long[Math.Max(count, 2 * sortKeys.Length)];
            unsortedValues = new float[sortKeys.Length];
        }
        // The position in the low half makes the sort stable: floats add up differently in another order.
        for (int i = 0; i < count; i++)
            sortKeys[i] = ((long)featureIds[first + i] << 32) | (uint)i;
        featureValues.AsSpan(first, count).CopyTo(unsortedValues);
        sortKeys.AsSpan(0, count).Sort();
        int kept = first;
        for (int i = 0; i < count;)
        {
            int id = (int)(sortKeys[i] >> 32);
            float sum = 0;
            for (; i < count && (int)(sortKeys[i] >> 32) == id; i++)
                sum += unsortedValues[(int)sortKeys[i]];
            if (!float.IsFinite(sum))
            {
                failure = new LineFailure(line, $"feature {id} adding up to more than a float holds", SumExpected);
                return;
            }
            featureIds[kept] = id;
            featureValues[kept] = sum;
            kept += sum == 0 ? 0 : 1;
        }
        featureCount = kept;
    }

    private int Fail(ReadOnlySpan<byte> text, int token, string expected)
    {
        int end = token;
        while (!DecimalParser.EndsToken(text, end))
            end++;
        ReadOnlySpan<byte> found = text[token..end];
        // A first token that holds a colon is a feature, if a malformed one.
        if (ReferenceEquals(expected, LabelsExpected) && found.Contains((byte)':'))
            expected = FeatureExpected;
        failure = new LineFailure(line, QuotedToken.Of(found), expected);
        return token;
    }
}

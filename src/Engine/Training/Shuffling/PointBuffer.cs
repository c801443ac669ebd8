using Glissade.Kernels;

namespace Glissade;

/// <summary>Points copied out of a larger data set, features weighted, in the order in which they are to be trained.</summary>
internal sealed class PointBuffer
{
    private long[] featureOffsets = [];
    private int[] featureIds = [];
    private float[] featureValues = [];
    private long[] labelOffsets = [];
    private int[] labelIds = [];
    private int[] ids = [];
    private int[] order = [];
    private int count;
    private Dataset? data;

    /// <summary>Position in the epoch's order of the first point.</summary>
    public int Start { get; private set; }

    /// <summary>Behind the last.</summary>
    public int End => Start + count;

    /// <summary>Empties the buffer and makes room; what was in it before is not copied.</summary>
    /// <param name="start">Position in the epoch's order of the first point that will come.</param>
    /// <param name="points">Points that will come.</param>
    /// <param name="features">Stored features that they have.</param>
    /// <param name="labels">Labels that they have.</param>
    public void Begin(int start, int points, long features, long labels)
    {
        Start = start;
        count = 0;
        data = null;
        Room(ref featureOffsets, points + 1L);
        Room(ref labelOffsets, points + 1L);
        Room(ref ids, points);
        Room(ref order, points);
        Room(ref featureIds, features);
        Room(ref featureValues, features);
        Room(ref labelIds, labels);
        featureOffsets[0] = 0;
        labelOffsets[0] = 0;
    }

    /// <summary>Adds a point of the training data.</summary>
    public void Add(Dataset source, FeatureWeighting weighting, int point)
    {
        SparseVector features = source.Features(point);
        weighting.Apply(features, featureValues.AsSpan((int)featureOffsets[count], features.Count));
        Add(features.Ids, source.Labels(point), point);
    }

    /// <summary>Stored features and labels of the points from a position on.</summary>
    public (long Features, long Labels) Entries(int position)
    {
        (long features, long labels) = (0, 0);
        foreach (int place in order.AsSpan((position - Start)..count))
        {
            features += featureOffsets[place + 1] - featureOffsets[place];
            labels += labelOffsets[place + 1] - labelOffsets[place];
        }
        return (features, labels);
    }

    /// <summary>Adds the points from a position on to another buffer.</summary>
    public void CopyTo(PointBuffer other, int position)
    {
        foreach (int place in order.AsSpan((position - Start)..count))
        {
            SparseVector features = data!.Features(place);
            features.Values.CopyTo(other.featureValues.AsSpan((int)other.featureOffsets[other.count]));
            other.Add(features.Ids, data.Labels(place), ids[place]);
        }
    }

    /// <summary>Shuffles the points added after the first <paramref name="fixedPoints"/>; then all can be asked for.</summary>
    public void Finish(int featureCount, int labelCount, int fixedPoints, ref RandomStream random)
    {
        for (int place = 0; place < count; place++)
            order[place] = place;
        random.Shuffle(order.AsSpan(fixedPoints..count));
        int features = (int)featureOffsets[count];
        data = new Dataset(
            featureCount, labelCount, featureOffsets.AsMemory(0, count + 1), featureIds.AsMemory(0, features),
            featureValues.AsMemory(0, features), labelOffsets.AsMemory(0, count + 1), labelIds.AsMemory(0, (int)labelOffsets[count]));
    }

    /// <summary>Points from a position in the epoch's order on.</summary>
    public BatchPoints Slice(int start, int length) => new(data!, order.AsSpan(start - Start, length), ids);

    private static void Room<T>(ref T[] array, long length)
    {
        // Somewhat more, or each buffer that is a little larger than all before would leave one behind.
        if (array.Length < length)
            array = GC.AllocateUninitializedArray<T>(checked((int)Math.Min(length + (length / 8), Math.Max(length, Array.MaxLength))));
    }

    private void Add(ReadOnlySpan<int> features, ReadOnlySpan<int> labels, int id)
    {
        features.CopyTo(featureIds.AsSpan((int)featureOffsets[count]));
        labels.CopyTo(labelIds.AsSpan((int)labelOffsets[count]));
        featureOffsets[count + 1] = featureOffsets[count] + features.Length;
        labelOffsets[count + 1] = labelOffsets[count] + labels.Length;
        ids[count++] = id;
    }
}

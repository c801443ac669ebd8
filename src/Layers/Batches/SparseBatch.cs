using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The samples of one batch, flattened: feature ids and values with one offset a sample, labels likewise. Every sample ends with the
/// bias feature (id = feature count, value 1), so that no layer treats biases apart.
/// </summary>
public sealed unsafe class SparseBatch : IDisposable
{
    private readonly int featureCount;
    private readonly GrowingBuffer<int> featureOffsets = new();
    private readonly GrowingBuffer<int> featureIds = new();
    private readonly GrowingBuffer<float> featureValues = new();
    private readonly GrowingBuffer<int> labelOffsets = new();
    private readonly GrowingBuffer<int> labelIds = new();
    private readonly GrowingBuffer<int> points = new();

    /// <summary>An empty batch of samples with <paramref name="featureCount"/> features.</summary>
    public SparseBatch(int featureCount)
    {
        this.featureCount = featureCount;
        Clear();
    }

    /// <summary>Samples in the batch.</summary>
    public int Count { get; private set; }

    internal int* FeatureOffsets => featureOffsets.Pointer;

    internal int* FeatureIds => featureIds.Pointer;

    internal float* FeatureValues => featureValues.Pointer;

    internal int* LabelOffsets => labelOffsets.Pointer;

    internal int* LabelIds => labelIds.Pointer;

    /// <summary>Each sample's place in the training data; -1 where it is not known.</summary>
    internal ReadOnlySpan<int> Points => new(points.Pointer, Count);

    /// <summary>Empties the batch.</summary>
    public void Clear()
    {
        Count = 0;
        *featureOffsets.Reserve(1) = 0;
        *labelOffsets.Reserve(1) = 0;
    }

    /// <summary>Adds a sample.</summary>
    /// <param name="features">Its features, every id below the feature count.</param>
    /// <param name="labels">Its labels, ascending, none twice; empty when only the network's output is wanted.</param>
    public void Add(SparseVector features, ReadOnlySpan<int> labels)
    {
        RandomStream unused = default;
        Add(features, labels, 0, ref unused);
    }

    /// <summary>Adds a sample, leaving out each feature with probability <paramref name="dropout"/> and scaling the others by 1 / (1 - dropout).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A feature id is not below the feature count.</exception>
    /// <exception cref="ArgumentException">Labels are negative or do not ascend.</exception>
    public void Add(SparseVector features, ReadOnlySpan<int> labels, float dropout, ref RandomStream random) =>
        Add(features, labels, dropout, ref random, point: -1);

    /// <summary>As its public namesake, for a sample that comes back in every epoch.</summary>
    internal void Add(SparseVector features, ReadOnlySpan<int> labels, float dropout, ref RandomStream random, int point)
    {
        for (int i = 0, previous = -1; i < labels.Length; previous = labels[i++])
        {
            if (labels[i] <= previous)
                throw new ArgumentException($"labels must ascend from 0 or more, but {labels[i]} follows {previous}", nameof(labels));
        }
        int start = FeatureOffsets[Count];
        int* ids = featureIds.Reserve(start + features.Count + 1, start) + start;
        float* values = featureValues.Reserve(start + features.Count + 1, start) + start;
        float scale = 1 / (1 - dropout);
        int kept = 0;
        for (int i = 0; i < features.Count; i++)
        {
            if (dropout > 0 && random.NextSingle() < dropout)
                continue;
            if ((uint)features.Ids[i] >= (uint)featureCount)
                throw new ArgumentOutOfRangeException(
                    nameof(features), features.Ids[i], $"feature ids must be below {featureCount}, the number of features of the network");
            ids[kept] = features.Ids[i];
            values[kept++] = features.Values[i] * scale;
        }
        ids[kept] = featureCount;
        values[kept++] = 1;

        int labelStart = LabelOffsets[Count];
        labels.CopyTo(new Span<int>(labelIds.Reserve(labelStart + labels.Length, labelStart) + labelStart, labels.Length));
        points.Reserve(Count + 1, Count)[Count] = point;
        Count++;
        featureOffsets.Reserve(Count + 1, Count)[Count] = start + kept;
        labelOffsets.Reserve(Count + 1, Count)[Count] = labelStart + labels.Length;
    }

    /// <summary>The labels of sample <paramref name="sample"/>.</summary>
    public ReadOnlySpan<int> Labels(int sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, Count);
        return new ReadOnlySpan<int>(LabelIds + LabelOffsets[sample], LabelOffsets[sample + 1] - LabelOffsets[sample]);
    }

    /// <summary>Checks that there is a neuron for each label, before labels are taken for row numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is not below <paramref name="neuronCount"/>.</exception>
    internal void CheckLabels(int neuronCount)
    {
        for (int i = 0; i < Count; i++)
        {
            // Labels ascend, so the last one is the highest.
            ReadOnlySpan<int> labels = Labels(i);
            if (!labels.IsEmpty && labels[^1] >= neuronCount)
                throw new ArgumentOutOfRangeException(
                    nameof(neuronCount), labels[^1], $"labels must be below {neuronCount}, the number of neurons");
        }
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        featureOffsets.Dispose();
        featureIds.Dispose();
        featureValues.Dispose();
        labelOffsets.Dispose();
        labelIds.Dispose();
        points.Dispose();
    }
}

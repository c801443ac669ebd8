using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// A sparse linear model beside the network, score_l = b_l + sum over the features f of value x S_fl, with a weight only for those pairs of a
/// feature and a label that some training point has: what a rare feature says of a label needs no detour through the hidden units.
/// </summary>
/// <remarks>Layout: compressed sparse rows, one a feature, labels ascending within a row; 8 bytes a pair.</remarks>
internal sealed unsafe class LinearPath : IDisposable
{
    private readonly AlignedBuffer<long> offsets;
    private readonly AlignedBuffer<int> labels;
    private readonly AlignedBuffer<float> weights;
    private readonly AlignedBuffer<float> biases;

    /// <summary>Zero weights and biases.</summary>
    /// <param name="rowOffsets">One more than there are features: where each feature's pairs begin, and the number of pairs.</param>
    /// <param name="labelCount">Size of the label space.</param>
    public LinearPath(ReadOnlySpan<long> rowOffsets, int labelCount)
    {
        FeatureCount = rowOffsets.Length - 1;
        PairCount = rowOffsets[^1];
        offsets = new AlignedBuffer<long>(rowOffsets.Length);
        rowOffsets.CopyTo(Offsets);
        labels = new AlignedBuffer<int>(PairCount);
        weights = new AlignedBuffer<float>(PairCount);
        biases = new AlignedBuffer<float>(labelCount);
    }

    /// <summary>Features; the bias feature of a <see cref="SparseBatch"/> has this number.</summary>
    public int FeatureCount { get; }

    /// <summary>Labels.</summary>
    public int LabelCount => (int)biases.Length;

    /// <summary>Pairs with a weight.</summary>
    public long PairCount { get; }

    /// <summary>FeatureCount + 1 offsets of rows.</summary>
    public Span<long> Offsets => offsets.Slice(0, (int)offsets.Length);

    /// <summary>One bias a label.</summary>
    public Span<float> Biases => biases.Slice(0, (int)biases.Length);

    /// <summary>The labels of all pairs, row after row, if there are fewer than 2^31.</summary>
    public Span<int> AllLabels => labels.Slice(0, checked((int)PairCount));

    /// <summary>The weights of all pairs, as <see cref="AllLabels"/>.</summary>
    public Span<float> AllWeights => weights.Slice(0, checked((int)PairCount));

    internal int* LabelPointer => labels.Pointer;

    internal float* WeightPointer => weights.Pointer;

    internal float* BiasPointer => biases.Pointer;

    /// <summary>The labels of a feature's pairs, ascending.</summary>
    public Span<int> Labels(int feature) => labels.Slice(offsets.Pointer[feature], LengthOf(feature));

    /// <summary>The weights of a feature's pairs.</summary>
    public Span<float> Weights(int feature) => weights.Slice(offsets.Pointer[feature], LengthOf(feature));

    /// <summary>Adds one sample's scores to the logits of some labels.</summary>
    /// <param name="batch">The sample and others.</param>
    /// <param name="sample">Which of them.</param>
    /// <param name="active">The labels.</param>
    /// <param name="logits">Theirs, in the set's order.</param>
    public void AddLogits(SparseBatch batch, int sample, ActiveSet active, float* logits)
    {
        for (int entry = batch.FeatureOffsets[sample]; entry < batch.FeatureOffsets[sample + 1]; entry++)
        {
            int feature = batch.FeatureIds[entry];
            if (feature == FeatureCount)
                AddBiases(active, logits);
            else
                AddRow(feature, batch.FeatureValues[entry], active, logits);
        }
    }

    /// <summary>Adds one sample's scores to the logits of all labels.</summary>
    public void AddLogits(SparseBatch batch, int sample, Span<float> logits)
    {
        for (int label = 0; label < LabelCount; label++)
            logits[label] += biases.Pointer[label];
        for (int entry = batch.FeatureOffsets[sample]; entry < batch.FeatureOffsets[sample + 1]; entry++)
        {
            int feature = batch.FeatureIds[entry];
            for (long pair = StartOf(feature); pair < EndOf(feature); pair++)
                logits[labels.Pointer[pair]] += batch.FeatureValues[entry] * weights.Pointer[pair];
        }
    }

    /// <summary>One sample's score of one label.</summary>
    public float ScoreOf(SparseBatch batch, int sample, int label)
    {
        float score = biases.Pointer[label];
        for (int entry = batch.FeatureOffsets[sample]; entry < batch.FeatureOffsets[sample + 1]; entry++)
        {
            int feature = batch.FeatureIds[entry];
            int place = new ReadOnlySpan<int>(labels.Pointer + StartOf(feature), LengthOf(feature)).BinarySearch(label);
            if (place >= 0)
                score += batch.FeatureValues[entry] * weights.Pointer[StartOf(feature) + place];
        }
        return score;
    }

    /// <summary>The first pair of a feature. The bias feature has none.</summary>
    public long StartOf(int feature) => offsets.Pointer[feature];

    /// <summary>The first pair of a feature with a label of <paramref name="label"/> or above; behind its last pair if there is none.</summary>
    public long FirstNotBelow(int feature, int label)
    {
        if (label == 0)
            return StartOf(feature);
        int place = new ReadOnlySpan<int>(labels.Pointer + StartOf(feature), LengthOf(feature)).BinarySearch(label);
        return StartOf(feature) + (place < 0 ? ~place : place);
    }

    /// <summary>Behind the last pair of a feature.</summary>
    public long EndOf(int feature) => offsets.Pointer[Math.Min(feature + 1, FeatureCount)];

    /// <summary>Pairs of a feature. The bias feature has none.</summary>
    public int LengthOf(int feature) => (int)(EndOf(feature) - StartOf(feature));

    /// <summary>Frees the weights; further calls do nothing.</summary>
    public void Dispose()
    {
        offsets.Dispose();
        labels.Dispose();
        weights.Dispose();
        biases.Dispose();
    }

    private void AddBiases(ActiveSet active, float* logits)
    {
        for (int i = 0; i < active.Count; i++)
            logits[i] += biases.Pointer[active.Pointer[i]];
    }

    private void AddRow(int feature, float value, ActiveSet active, float* logits)
    {
        for (long pair = StartOf(feature); pair < EndOf(feature); pair++)
        {
            int position = active.PositionOf(labels.Pointer[pair]);
            if (position >= 0)
                logits[position] += value * weights.Pointer[pair];
        }
    }
}

using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The labels that a linear path's pairs, biases left out, score highest for a sample; labels that none of its features has a
/// pair with are not looked at.</summary>
internal sealed unsafe class LinearBest(LinearPath path) : IDisposable
{
    private readonly ActiveSet labels = new(path.LabelCount);
    private readonly GrowingBuffer<float> scores = new();
    private readonly TopSelection best = new();

    /// <summary>At most <paramref name="budget"/> labels, in no order. Valid until the next call.</summary>
    public ReadOnlySpan<int> Of(SparseBatch batch, int sample, int budget)
    {
        labels.Clear();
        for (int entry = batch.FeatureOffsets[sample]; entry < batch.FeatureOffsets[sample + 1]; entry++)
            Add(batch.FeatureIds[entry], batch.FeatureValues[entry]);
        best.Begin(Math.Min(budget, labels.Count));
        best.OfferAny(labels.Pointer, scores.Pointer, labels.Count);
        return best.Ids;
    }

    public void Dispose()
    {
        labels.Dispose();
        scores.Dispose();
    }

    /// <summary>The bias feature has no pairs.</summary>
    private void Add(int feature, float value)
    {
        long end = path.EndOf(feature);
        for (long pair = path.StartOf(feature); pair < end; pair++)
        {
            int label = path.LabelPointer[pair];
            bool added = labels.Add(label);
            int position = added ? labels.Count - 1 : labels.PositionOf(label);
            float score = value * path.WeightPointer[pair];
            if (added)
                scores.Reserve(labels.Count, position)[position] = score;
            else
                scores.Pointer[position] += score;
        }
    }
}

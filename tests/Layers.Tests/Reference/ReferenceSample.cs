using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Reference;

/// <summary>A sample as the definitions see it. Values are floats, so that the engine gets the very same numbers.</summary>
internal sealed record ReferenceSample(int[] Features, float[] Values, int[] Labels)
{
    /// <summary>Samples with one to six features and one to three labels, each list ascending without repetition.</summary>
    public static ReferenceSample[] Draw(int count, int featureCount, int labelCount, ulong seed)
    {
        RandomStream random = new(seed, 77);
        ReferenceSample[] samples = new ReferenceSample[count];
        for (int i = 0; i < count; i++)
        {
            int[] features = Distinct(1 + random.NextInt32(6), featureCount, ref random);
            float[] values = new float[features.Length];
            foreach (ref float value in values.AsSpan())
                value = random.NextGaussian();
            samples[i] = new ReferenceSample(features, values, Distinct(1 + random.NextInt32(3), labelCount, ref random));
        }
        return samples;
    }

    /// <summary>Up to <paramref name="count"/> distinct numbers below <paramref name="bound"/>, ascending.</summary>
    public static int[] Distinct(int count, int bound, ref RandomStream random)
    {
        SortedSet<int> numbers = [];
        for (int i = 0; i < count; i++)
            numbers.Add(random.NextInt32(bound));
        return [.. numbers];
    }

    /// <summary>Puts samples into a batch of the engine.</summary>
    public static void Fill(SparseBatch batch, IEnumerable<ReferenceSample> samples)
    {
        batch.Clear();
        foreach (ReferenceSample sample in samples)
            batch.Add(new SparseVector(sample.Features, sample.Values), sample.Labels);
    }
}

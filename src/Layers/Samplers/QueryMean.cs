namespace Glissade.Layers;

/// <summary>A running mean of the queries [h; 1] that one worker has seen, and of their distance from it.</summary>
internal sealed unsafe class QueryMean(int columns)
{
    /// <summary>Weight of the newest batch: the hidden layer moves, so old batches fade within a few dozen.</summary>
    private const float Gain = 0.1f;

    private readonly float[] mean = new float[columns];

    public ReadOnlySpan<float> Mean => mean;

    public float Deviation { get; private set; }

    public bool Any { get; private set; }

    public void Observe(ActivationBatch hidden)
    {
        float gain = Any ? Gain : 1;
        for (int j = 0; j < mean.Length; j++)
            mean[j] *= 1 - gain;
        double deviation = 0;
        for (int i = 0; i < hidden.Count; i++)
        {
            float* query = hidden.Values.RowPointer(i);
            for (int j = 0; j < mean.Length; j++)
                mean[j] += gain / hidden.Count * query[j];
        }
        for (int i = 0; i < hidden.Count; i++)
        {
            float* query = hidden.Values.RowPointer(i);
            double square = 0;
            for (int j = 0; j < mean.Length; j++)
                square += (query[j] - mean[j]) * (query[j] - mean[j]);
            deviation += Math.Sqrt(square);
        }
        Deviation += gain * ((float)(deviation / hidden.Count) - Deviation);
        Any = true;
    }
}

using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>A running mean of the queries [h; 1] that one worker has seen, and of their distance from it.</summary>
internal sealed unsafe class QueryMean(int columns) : IStateful
{
    /// <summary>Weight of the newest batch: the hidden layer moves, so old batches fade within a few dozen.</summary>
    private const float Gain = 0.1f;

    private readonly float[] mean = new float[columns];
    private float deviation;
    private bool any;

    public ReadOnlySpan<float> Mean => mean;

    public float Deviation => deviation;

    public bool Any => any;

    public void Observe(ActivationBatch hidden)
    {
        float gain = any ? Gain : 1;
        for (int j = 0; j < mean.Length; j++)
            mean[j] *= 1 - gain;
        double distances = 0;
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
            distances += Math.Sqrt(square);
        }
        deviation += gain * ((float)(distances / hidden.Count) - deviation);
        any = true;
    }

    public void Visit(IStateVisitor state)
    {
        state.Array("mean", mean);
        state.Value("deviation", ref deviation);
        state.Value("any", ref any);
    }
}

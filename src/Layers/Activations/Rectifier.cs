using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>ReLU, with dropout (Srivastava et al. 2014, inverted: kept units are scaled by 1 / (1 - rate), so queries need no correction).</summary>
internal static unsafe class Rectifier
{
    /// <summary>h = max(h, 0), each unit zeroed with probability <paramref name="dropout"/> and otherwise scaled.</summary>
    public static void Forward(ActivationBatch hidden, float dropout, ref RandomStream random)
    {
        float scale = 1 / (1 - dropout);
        for (int i = 0; i < hidden.Count; i++)
        {
            float* h = hidden.Values.RowPointer(i);
            for (int j = 0; j < hidden.Units; j++)
                h[j] = Math.Max(h[j], 0) * scale;
            if (dropout > 0)
            {
                for (int j = 0; j < hidden.Units; j++)
                {
                    if (random.NextSingle() < dropout)
                        h[j] = 0;
                }
            }
        }
    }

    /// <summary>
    /// dh *= the derivative at h. A unit that is zero, cut off or dropped, passes nothing; any other passes the dropout scale: the output alone
    /// tells, so no mask is kept. The column of the constant and the padding become zero.
    /// </summary>
    public static void Backward(ActivationBatch hidden, RowMatrix deltas, float dropout)
    {
        float scale = 1 / (1 - dropout);
        for (int i = 0; i < hidden.Count; i++)
        {
            float* h = hidden.Values.RowPointer(i);
            float* d = deltas.RowPointer(i);
            for (int j = 0; j < hidden.Units; j++)
                d[j] = h[j] > 0 ? d[j] * scale : 0;
            for (int j = hidden.Units; j < deltas.Stride; j++)
                d[j] = 0;
        }
    }
}

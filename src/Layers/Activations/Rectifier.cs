using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The activation of a hidden layer, whose first units may be rectified (ReLU) and the others linear, with dropout (Srivastava et al. 2014,
/// inverted: kept units are scaled by 1 / (1 - rate), so queries need no correction).
/// </summary>
internal static unsafe class Rectifier
{
    /// <summary>How many of a layer's units are rectified.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such activation.</exception>
    public static int RectifiedUnits(HiddenActivation activation, int units) => activation switch
    {
        HiddenActivation.Relu => units,
        HiddenActivation.Linear => 0,
        HiddenActivation.Mixed => units / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "unknown activation"),
    };

    /// <summary>h = max(h, 0) or h, each unit zeroed with probability <paramref name="dropout"/> and otherwise scaled.</summary>
    public static void Forward(ActivationBatch hidden, HiddenActivation activation, float dropout, ref RandomStream random)
    {
        float scale = 1 / (1 - dropout);
        int rectified = RectifiedUnits(activation, hidden.Units);
        for (int i = 0; i < hidden.Count; i++)
        {
            float* h = hidden.Values.RowPointer(i);
            for (int j = 0; j < rectified; j++)
                h[j] = Math.Max(h[j], 0);
            if (dropout == 0)
                continue;
            for (int j = 0; j < hidden.Units; j++)
                h[j] = random.NextSingle() < dropout ? 0 : h[j] * scale;
        }
    }

    /// <summary>
    /// dh *= the derivative at h. A unit that is zero, cut off or dropped, passes nothing; any other passes the dropout scale: the output alone
    /// tells, so no mask is kept. (A linear unit whose sum is exactly zero passes nothing either, which happens with zero weights only.)
    /// The column of the constant and the padding become zero.
    /// </summary>
    public static void Backward(ActivationBatch hidden, RowMatrix deltas, float dropout)
    {
        float scale = 1 / (1 - dropout);
        for (int i = 0; i < hidden.Count; i++)
        {
            float* h = hidden.Values.RowPointer(i);
            float* d = deltas.RowPointer(i);
            for (int j = 0; j < hidden.Units; j++)
                d[j] = h[j] != 0 ? d[j] * scale : 0;
            for (int j = hidden.Units; j < deltas.Stride; j++)
                d[j] = 0;
        }
    }
}

using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adagrad (Duchi et al. 2011, diagonal form) for each weight of a <see cref="LinearPath"/>: a rare pair takes steps as large as its few chances
/// ask for. Holds one sum of squares a weight.
/// </summary>
internal sealed unsafe class LinearAdagrad(LinearPath path) : IStateful, IDisposable
{
    /// <summary>Every sample of a batch moves a bias, few move a pair: biases take this share of the step.</summary>
    public const float BiasShare = 0.3f;

    private const float Epsilon = 1e-8f;

    private readonly AlignedBuffer<float> squares = new(path.PairCount);
    private readonly AlignedBuffer<float> biasSquares = new(path.LabelCount);

    /// <summary>The path.</summary>
    public LinearPath Path { get; } = path;

    /// <summary>The sums of a feature's pairs.</summary>
    public Span<float> Squares(int feature) => squares.Slice(Path.StartOf(feature), Path.Weights(feature).Length);

    /// <summary>The sums of the biases.</summary>
    public Span<float> BiasSquares => biasSquares.Slice(0, Path.LabelCount);

    /// <summary>Steps one pair's weight. Workers with a pair in common may lose one another's step, never write half a number.</summary>
    public void UpdateHogwild(long pair, float gradient, float rate) =>
        Step(Path.WeightPointer + pair, squares.Pointer + pair, gradient, rate);

    /// <summary>Steps one label's bias, as <see cref="UpdateHogwild"/> does.</summary>
    public void UpdateBiasHogwild(int label, float gradient, float rate) =>
        Step(Path.BiasPointer + label, biasSquares.Pointer + label, gradient, BiasShare * rate);

    public void Visit(IStateVisitor state)
    {
        state.Buffer("squares", squares);
        state.Buffer("bias_squares", biasSquares);
    }

    public void Dispose()
    {
        squares.Dispose();
        biasSquares.Dispose();
    }

    private static void Step(float* weight, float* square, float gradient, float rate)
    {
        // Most derivatives of a squared hinge are exactly zero, and nothing need be written then.
        if (gradient == 0)
            return;
        *square += gradient * gradient;
        *weight -= rate * gradient / (MathF.Sqrt(*square) + Epsilon);
    }
}

namespace Glissade.Layers;

/// <summary>Rows that one sample alone has active, its derivatives by their outputs, and what they saw.</summary>
internal readonly unsafe struct RowDeltas(int* rows, float* deltas, int count, float* input, float inputMeanSquare, float* inputGradient)
{
    public int* Rows { get; } = rows;

    public float* Deltas { get; } = deltas;

    public int Count { get; } = count;

    public float* Input { get; } = input;

    public float InputMeanSquare { get; } = inputMeanSquare;

    public float* InputGradient { get; } = inputGradient;
}

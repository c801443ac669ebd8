using Glissade.Kernels;

namespace Glissade.Runner.Tiers;

/// <summary>One row of each operand.</summary>
/// <param name="x">First operand, mostly only read.</param>
/// <param name="y">Second operand, mostly written.</param>
/// <param name="first">Third operand, as an optimizer's first moment.</param>
/// <param name="second">Fourth operand, as an optimizer's second moment.</param>
internal readonly unsafe struct OperandRow(float* x, float* y, float* first, float* second)
{
    public readonly float* X = x;
    public readonly float* Y = y;
    public readonly float* First = first;
    public readonly float* Second = second;
}

/// <summary>What kernels are measured on: a few rows of four operands that stay in the first-level cache together.</summary>
internal sealed unsafe class TierOperands : IDisposable
{
    /// <summary>Rows of B in the matrix product; 16 of 512 elements and the rest still fit into 48 KiB.</summary>
    public const int Depth = 16;

    /// <summary>With the weights and their moments, about as much again, this stays below the usual smallest first-level cache of 32 KiB.</summary>
    private const int CacheBytes = 16 << 10;

    private const int Operands = 4;

    private readonly RowMatrix numbers;
    private readonly RowMatrix panel;
    private readonly RowMatrix scales;
    private readonly RowMatrix results;
    private readonly RowMatrix rowState;
    private readonly RowMatrix scratch;
    private readonly AlignedBuffer<int> ids;

    /// <param name="length">Elements of a row, a multiple of 16.</param>
    public TierOperands(int length)
    {
        Length = length;
        Rows = CacheBytes / (Operands * length * sizeof(float));
        numbers = new RowMatrix(Operands * Rows, length);
        panel = new RowMatrix(Depth, length);
        scales = new RowMatrix(Rows, Depth);
        results = new RowMatrix(1, Rows);
        Weights = new WeightMatrix(Rows, length);
        Halves = new WeightMatrix(Rows, length, WeightPrecision.BFloat16);
        Adam = new AdamState(Rows, length, 0.9f, 0.999f, 1e-8f);
        scratch = new RowMatrix(1, length);
        rowState = RowRmsRule.CreateState(Rows);
        Rule = new RowRmsRule(rowState, new BiasCorrection(0.999f), 0.999f, 1e-8f, 1e-6f);
        ids = new AlignedBuffer<int>(Rows);
        Signatures = new SignatureOperands(Rows);
        Codes = new CodeOperands(Rows);
        Transform = new TransformOperands();
        RandomStream random = new(5);
        foreach (RowMatrix matrix in (RowMatrix[])[numbers, panel, scales])
        {
            for (int row = 0; row < matrix.Rows; row++)
            {
                // Positive and below one: kernels that work in place then stay among ordinary numbers however often they run.
                foreach (ref float value in matrix.Row(row))
                    value = 0.1f + (0.4f * random.NextSingle());
            }
        }
        for (int row = 0; row < Rows; row++)
        {
            ids.Pointer[row] = row;
            Weights.WriteRow(row, numbers.Row(row));
            Halves.WriteRow(row, numbers.Row(row));
        }
        random.Shuffle(ids.Slice(0, Rows));
    }

    public int Length { get; }

    /// <summary>Rows of each operand; a pass over all of them is what is timed.</summary>
    public int Rows { get; }

    /// <summary>Room for a row, where results go that no other kernel should read.</summary>
    public float* Scratch => scratch.Pointer;

    /// <summary>Rows of weights to be updated.</summary>
    public WeightMatrix Weights { get; }

    /// <summary>The same stored as bfloat16.</summary>
    public WeightMatrix Halves { get; }

    /// <summary>Moments of the weights.</summary>
    public AdamState Adam { get; }

    /// <summary>Gives each row a step size.</summary>
    public RowRmsRule Rule { get; }

    /// <summary>The first operand as the rows' gradients.</summary>
    public RowGradients Gradients => new(X, Length, Length);

    /// <summary>A group of signatures for every row.</summary>
    public SignatureOperands Signatures { get; }

    public CodeOperands Codes { get; }

    /// <summary>Vectors to be transformed.</summary>
    public TransformOperands Transform { get; }

    /// <summary>All row numbers in random order.</summary>
    public int* Ids => ids.Pointer;

    /// <summary>The first operand's rows, <see cref="Length"/> apart.</summary>
    public float* X => numbers.Pointer;

    /// <summary>The second operand's rows.</summary>
    public float* Y => X + (Rows * Length);

    /// <summary>B of the matrix product: <see cref="Depth"/> rows, <see cref="Length"/> apart.</summary>
    public float* Panel => panel.Pointer;

    /// <summary>A of the matrix product, and a factor for every row.</summary>
    public float* Scales => scales.Pointer;

    /// <summary>Room for a number for every row.</summary>
    public float* Results => results.Pointer;

    /// <summary>Results go here, so that none is computed in vain.</summary>
    public double Sink { get; set; }

    /// <summary>Row after row of all operands.</summary>
    public Enumerator GetEnumerator() => new(X, Length, Rows);

    public void Dispose()
    {
        foreach (IDisposable memory in (IDisposable[])
            [numbers, panel, scales, results, Weights, Halves, Adam, rowState, scratch, ids, Signatures, Codes, Transform])
        {
            memory.Dispose();
        }
    }

    /// <summary>Pointers only, so that going through rows costs next to nothing beside a kernel of a few nanoseconds.</summary>
    public struct Enumerator(float* x, int length, int rows)
    {
        private readonly float* end = x + ((rows - 1) * length);
        private readonly int operand = rows * length;
        private readonly int step = length;
        private float* next = x - length;

        public readonly OperandRow Current => new(next, next + operand, next + (2 * operand), next + (3 * operand));

        public bool MoveNext()
        {
            bool more = next < end;
            next += step;
            return more;
        }
    }
}

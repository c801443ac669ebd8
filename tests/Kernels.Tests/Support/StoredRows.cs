namespace Glissade.Kernels.Tests;

/// <summary>Rows stored in some precision, at any address and with gaps between them, filled with bytes that read as NaN.</summary>
internal sealed unsafe class StoredRows : IDisposable
{
    private const int GapElements = 3;
    private readonly AlignedBuffer<byte> buffer;
    private readonly int start;

    public StoredRows(WeightPrecision precision, int rows, int length)
    {
        Precision = precision;
        Rows = rows;
        Length = length;
        ElementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
        Stride = (length + GapElements) * ElementBytes;
        start = 64 + ElementBytes;
        buffer = new AlignedBuffer<byte>((rows * Stride) + 128);
        buffer.Slice(0, (int)buffer.Length).Fill(0xFF);
        for (int row = 0; row < rows; row++)
            new Span<byte>(Pointer + (row * Stride), length * ElementBytes).Clear();
    }

    public WeightPrecision Precision { get; }

    public int Rows { get; }

    public int Length { get; }

    public int ElementBytes { get; }

    public nint Stride { get; }

    public byte* Pointer => buffer.Pointer + start;

    public static StoredRows Gaussian(WeightPrecision precision, int rows, int length, ulong seed)
    {
        StoredRows stored = new(precision, rows, length);
        RandomStream random = new(seed, (ulong)length);
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < length; i++)
                stored.Set(row, i, random.NextGaussian());
        }
        return stored;
    }

    public float Get(int row, int element) => Precision == WeightPrecision.Single
        ? ((float*)(Pointer + (row * Stride)))[element]
        : BFloat16.ToSingle(((ushort*)(Pointer + (row * Stride)))[element]);

    /// <summary>Stores the nearest number there is.</summary>
    public void Set(int row, int element, float value)
    {
        if (Precision == WeightPrecision.Single)
            ((float*)(Pointer + (row * Stride)))[element] = value;
        else
            ((ushort*)(Pointer + (row * Stride)))[element] = BFloat16.FromSingle(value);
    }

    /// <summary>A row in single precision.</summary>
    public TestMemory Read(int row)
    {
        TestMemory values = new(Length);
        for (int i = 0; i < Length; i++)
            values.Span[i] = Get(row, i);
        return values;
    }

    /// <summary>Nothing before, between or behind the rows was written.</summary>
    public void AssertSurroundings()
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            nint offset = i - start;
            bool inside = offset >= 0 && offset < Rows * Stride && offset % Stride < Length * ElementBytes;
            Assert.True(inside || buffer.Pointer[i] == 0xFF, $"byte {offset} of rows of {Stride} bytes was written");
        }
    }

    public void Dispose() => buffer.Dispose();
}

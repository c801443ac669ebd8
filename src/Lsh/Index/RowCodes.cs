using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// What a scan of codes keeps of rows, in whole groups (<see cref="CodeEstimates"/>): a row's code, the slope of its estimates and what is
/// added to them, both as bfloat16. In memory of its own, or where they lie in somebody else's.
/// </summary>
internal sealed unsafe class RowCodes : IDisposable
{
    private readonly AlignedBuffer<byte>? ownSigns;
    private readonly AlignedBuffer<ushort>? ownSlopes;
    private readonly AlignedBuffer<ushort>? ownOffsets;
    private byte* signs;
    private ushort* slopes;
    private ushort* offsets;

    /// <summary>Room for the codes of <paramref name="rows"/> rows, all zero.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="codeBytes">Bytes of a row's code.</param>
    internal RowCodes(int rows, int codeBytes)
    {
        CodeBytes = codeBytes;
        Groups = GroupsOf(rows);
        ownSigns = new AlignedBuffer<byte>(CodeEstimates.Bytes(rows, codeBytes));
        ownSlopes = new AlignedBuffer<ushort>((long)Groups * CodeEstimates.GroupRows);
        ownOffsets = new AlignedBuffer<ushort>(ownSlopes.Length);
        signs = ownSigns.Pointer;
        slopes = ownSlopes.Pointer;
        offsets = ownOffsets.Pointer;
    }

    private RowCodes(int rows, int codeBytes, byte* signs, ushort* slopes, ushort* offsets)
    {
        CodeBytes = codeBytes;
        Groups = GroupsOf(rows);
        this.signs = signs;
        this.slopes = slopes;
        this.offsets = offsets;
    }

    /// <summary>
    /// Codes in memory of somebody else, who keeps it as long as they are used. <see cref="Dispose"/> frees nothing then.
    /// </summary>
    /// <param name="rows">Number of rows; there are whole groups of all.</param>
    /// <param name="codeBytes">Bytes of a row's code.</param>
    /// <param name="signs">The codes.</param>
    /// <param name="slopes">A slope for each row.</param>
    /// <param name="offsets">What is added to each row's estimate.</param>
    internal static RowCodes Over(int rows, int codeBytes, byte* signs, ushort* slopes, ushort* offsets) =>
        new(rows, codeBytes, signs, slopes, offsets);

    /// <summary>Bytes of a row's code.</summary>
    internal int CodeBytes { get; }

    /// <summary>Groups of rows, the last perhaps not full.</summary>
    internal int Groups { get; }

    internal byte* Signs => Alive(signs);

    internal ushort* Slopes => (ushort*)Alive(slopes);

    internal ushort* Offsets => (ushort*)Alive(offsets);

    /// <summary>Whether the memory is its own, to be written.</summary>
    internal bool IsOwn => ownSigns is not null;

    /// <summary>Bytes of codes, slopes and offsets.</summary>
    internal long ByteLength => (long)Groups * CodeEstimates.GroupRows * (CodeBytes + (2 * sizeof(ushort)));

    /// <summary>Groups that <paramref name="rows"/> rows fill.</summary>
    internal static int GroupsOf(int rows) => (int)((rows + CodeEstimates.GroupRows - 1L) / CodeEstimates.GroupRows);

    /// <summary>Shows all that is in memory of its own.</summary>
    internal void Visit(IStateVisitor state)
    {
        state.Buffer("codes", ownSigns!);
        state.Buffer("slopes", ownSlopes!);
        state.Buffer("offsets", ownOffsets!);
    }

    /// <summary>Frees memory of its own; further calls do nothing.</summary>
    public void Dispose()
    {
        signs = null;
        slopes = null;
        offsets = null;
        ownSigns?.Dispose();
        ownSlopes?.Dispose();
        ownOffsets?.Dispose();
    }

    private byte* Alive(void* pointer)
    {
        ObjectDisposedException.ThrowIf(pointer is null, this);
        return (byte*)pointer;
    }
}

namespace Glissade.Kernels;

/// <content>Registers as bytes and as 16-bit numbers.</content>
internal unsafe partial interface ISimd<TVector>
{
    /// <summary>The same 16 bytes in every 128-bit lane.</summary>
    static abstract TVector BroadcastTable(byte* table);

    /// <summary>
    /// For each byte of <paramref name="places"/>, all below 16, the byte in that place of its 128-bit lane of <paramref name="table"/>.
    /// </summary>
    static abstract TVector LookUp(TVector table, TVector places);

    /// <summary>The lower four bits of each byte.</summary>
    static abstract TVector LowNibbles(TVector a);

    /// <summary>The upper four bits of each byte, moved down.</summary>
    static abstract TVector HighNibbles(TVector a);

    /// <summary>a - 256 b in 16-bit lanes, whatever is borrowed beyond them.</summary>
    static abstract TVector SubtractHighBytes(TVector a, TVector b);

    /// <summary>The upper byte of each 16-bit lane, moved down.</summary>
    static abstract TVector HighBytes(TVector a);

    /// <summary>Sums of 16-bit lanes, without carries from one to the next.</summary>
    static abstract TVector AddShorts(TVector a, TVector b);

    /// <summary>As many 16-bit numbers, without sign, as there are single-precision lanes, as single-precision numbers.</summary>
    static abstract TVector LoadShorts(ushort* address);
}

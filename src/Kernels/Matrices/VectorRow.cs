using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>A row of a register block: 1 to 4 vectors, as many as <typeparamref name="TVectors"/> says.</summary>
/// <remarks>Four fields, because a structure of up to four is taken apart into registers; those not in use cost nothing.</remarks>
internal unsafe struct VectorRow<TVector, TSimd, TVectors>
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
    where TVectors : struct, ICount
{
    private TVector v0;
    private TVector v1;
    private TVector v2;
    private TVector v3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static VectorRow<TVector, TSimd, TVectors> Load(float* source)
    {
        VectorRow<TVector, TSimd, TVectors> row = default;
        row.v0 = TSimd.Load(source);
        if (TVectors.Value > 1)
            row.v1 = TSimd.Load(source + TSimd.Lanes);
        if (TVectors.Value > 2)
            row.v2 = TSimd.Load(source + (2 * TSimd.Lanes));
        if (TVectors.Value > 3)
            row.v3 = TSimd.Load(source + (3 * TSimd.Lanes));
        return row;
    }

    /// <summary>this += factor row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float factor, in VectorRow<TVector, TSimd, TVectors> row)
    {
        TVector x = TSimd.Broadcast(factor);
        v0 = TSimd.MultiplyAdd(x, row.v0, v0);
        if (TVectors.Value > 1)
            v1 = TSimd.MultiplyAdd(x, row.v1, v1);
        if (TVectors.Value > 2)
            v2 = TSimd.MultiplyAdd(x, row.v2, v2);
        if (TVectors.Value > 3)
            v3 = TSimd.MultiplyAdd(x, row.v3, v3);
    }

    /// <summary>destination = this, or destination += this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* destination, bool add)
    {
        Store(v0, destination, add);
        if (TVectors.Value > 1)
            Store(v1, destination + TSimd.Lanes, add);
        if (TVectors.Value > 2)
            Store(v2, destination + (2 * TSimd.Lanes), add);
        if (TVectors.Value > 3)
            Store(v3, destination + (3 * TSimd.Lanes), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector value, float* destination, bool add) =>
        TSimd.Store(add ? TSimd.Add(value, TSimd.Load(destination)) : value, destination);
}

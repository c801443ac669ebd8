namespace Glissade.Kernels;

/// <summary>What happens to one row of weights in an update; <see cref="RowUpdates"/> does it to many.</summary>
internal unsafe interface IRowUpdate
{
    /// <summary>Bytes of state that go with each row of weights: the more there are, the fewer rows are asked for ahead.</summary>
    int StateBytes { get; }

    /// <summary>Asks for what the update of a row will touch besides its weights.</summary>
    void Prefetch(int row);

    /// <summary>Updates a row.</summary>
    /// <param name="weights">Its weights.</param>
    /// <param name="length">Their number, the padding included: a multiple of 16. Where the gradient is zero there, the padding stays zero.</param>
    /// <param name="row">Its number.</param>
    /// <param name="index">Its place among the rows of this update, which its gradient shares.</param>
    /// <param name="noise">Key of its rounding noise.</param>
    void Apply<TVector, TSimd, TFormat>(byte* weights, nint length, int row, int index, uint noise)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TFormat : struct, IRowFormat<TVector>;
}

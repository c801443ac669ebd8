namespace Glissade.Kernels;

/// <summary>Distances in elements between neighbours in the operands of <see cref="MatrixProduct"/>.</summary>
/// <param name="ARow">From one row of A to the next.</param>
/// <param name="AInner">From one inner index of A to the next.</param>
/// <param name="B">From one row of B to the next.</param>
/// <param name="C">From one row of C to the next.</param>
internal readonly record struct ProductStrides(nint ARow, nint AInner, nint B, nint C);

namespace Glissade.Micro.Kernels;

/// <summary>The three matrix products of a block of active neurons.</summary>
public enum ProductShape
{
    /// <summary>Logits: Z^T [rows x samples] = W [rows x (d + 1)] H^T [(d + 1) x samples].</summary>
    Forward,

    /// <summary>Hidden deltas: dH [samples x d] += dZ [samples x rows] W [rows x d], dZ kept transposed.</summary>
    Backward,

    /// <summary>Gradients: dW [rows x d] = dZ^T [rows x samples] H [samples x d], and the sums of dZ^T's rows beside it.</summary>
    Gradient,
}

namespace Glissade;

/// <summary>How the learning rate changes over training.</summary>
public enum LearningRateSchedule
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls linearly from its first value towards zero at the end.</summary>
    Linear,

    /// <summary>It follows half a cosine from its first value to zero at the end (Loshchilov and Hutter 2017).</summary>
    Cosine,
}

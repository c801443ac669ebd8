namespace Glissade;

internal static class LearningRateSchedules
{
    /// <summary>The factor of the learning rate when <paramref name="progress"/> in [0, 1) of all batches are done.</summary>
    public static double Factor(LearningRateSchedule schedule, double progress) => schedule switch
    {
        LearningRateSchedule.Constant => 1,
        LearningRateSchedule.Linear => 1 - progress,
        LearningRateSchedule.Cosine => 0.5 * (1 + Math.Cos(Math.PI * progress)),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, "unknown learning-rate schedule"),
    };
}

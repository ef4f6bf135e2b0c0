namespace ValetKey.AspNetCore.Access;

/// <summary>The request is answered with a problem.</summary>
internal sealed class RefusedException(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem => problem;
}
